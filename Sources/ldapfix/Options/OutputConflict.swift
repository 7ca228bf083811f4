import ArgumentParser
import Emitter
import SystemPackage

/// An output that would take the place of an input.
enum OutputConflict {
  /// Refuses outputs in the place of an input, under whatever name.
  ///
  /// - Parameters:
  ///   - inputs: what the run reads.
  ///   - option: the option that names the outputs.
  /// - Throws: `ValidationError`; ``FileError`` where nobody can tell which file is which.
  static func refuse(_ outputs: [FilePath], among inputs: [FilePath], option: String) throws {
    var existing: [FileIdentity: FilePath] = [:]
    var named: [FilePath: FilePath] = [:]
    for output in outputs {
      if let attributes = try FileAttributes.ofOutput(output) {
        existing[attributes.identity] = output
      }
      named[output.lexicallyNormalized()] = output
    }
    for input in inputs where input != "-" {
      var output = named[input.lexicallyNormalized()]
      // Most often none is there yet, and there is nothing to look at.
      if output == nil, !existing.isEmpty {
        output = try FileAttributes.ofInput(input).flatMap { existing[$0.identity] }
      }
      guard let output else { continue }
      throw ValidationError(
        "\(option) \(TerminalText.escape(RawText.text(of: output))) would overwrite an input")
    }
  }
}
