import ArgumentParser
import Emitter
import SystemPackage

/// Outputs that must not take the place of an input, under whatever name.
struct OutputConflict {
  private let option: String
  private var existing: [FileIdentity: FilePath] = [:]
  private var named: [FilePath: FilePath] = [:]

  /// - Parameter option: the option that names the outputs.
  /// - Throws: ``FileError`` where nobody can tell what stands in an output's place.
  init(_ outputs: [FilePath], option: String) throws(FileError) {
    self.option = option
    for output in outputs {
      if let attributes = try FileAttributes.ofOutput(output) {
        existing[attributes.identity] = output
      }
      named[output.lexicallyNormalized()] = output
    }
  }

  /// - Throws: `ValidationError`; ``FileError`` where nobody can tell which file an input is.
  func refuse(inputs: [FilePath]) throws {
    for input in inputs {
      // Most often no output is there yet, and there is nothing to look at.
      let attributes =
        existing.isEmpty
        ? nil
        : input == "-" ? try FileAttributes.ofStandardInput() : try FileAttributes.ofInput(input)
      try refuse(input, attributes?.identity)
    }
  }

  /// The same for files as they were found. One that could not be looked at fails by itself.
  func refuse(files: [FoundFile]) throws(ValidationError) {
    for file in files { try refuse(file.path, file.identity) }
  }

  /// The same for what the run itself will write.
  func refuse(results: [FilePath]) throws {
    for result in results {
      let identity = existing.isEmpty ? nil : FileAttributes.ifKnown(result)?.identity
      try refuse(result, identity, "a result")
    }
  }

  private func refuse(
    _ other: FilePath, _ identity: FileIdentity?, _ what: String = "an input"
  ) throws(ValidationError) {
    guard
      let output = named[other.lexicallyNormalized()] ?? identity.flatMap({ existing[$0] })
    else { return }
    throw ValidationError("\(option) \(TerminalText.escape(output)) would overwrite \(what)")
  }
}
