import ArgumentParser
import Emitter
import SystemPackage

/// Outputs that must not take the place of an input, under whatever name.
struct OutputConflict {
  private let option: String
  private var existing: [FileIdentity: FilePath] = [:]
  private var named: [FilePath: FilePath] = [:]
  /// The outputs by folder and name: a folder can be reached under several names.
  private var places: [Place: FilePath] = [:]

  /// - Parameter option: the option that names the outputs.
  /// - Throws: ``FileError`` where nobody can tell what stands in an output's place.
  init(_ outputs: [FilePath], option: String) throws(FileError) {
    self.option = option
    for output in outputs {
      if let attributes = try FileAttributes.ofOutput(output) {
        existing[attributes.identity] = output
      }
      named[output.lexicallyNormalized()] = output
      if let place = Place(output) { places[place] = output }
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
      if !places.isEmpty, let place = Place(result), let output = places[place] {
        throw conflict(output, "a result")
      }
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
    throw conflict(output, what)
  }

  private func conflict(_ output: FilePath, _ what: String) -> ValidationError {
    ValidationError("\(option) \(TerminalText.escape(output)) would overwrite \(what)")
  }

  /// Where a file stands or will stand, whatever leads there.
  private struct Place: Hashable {
    var folder: FileIdentity
    var name: FilePath.Component

    /// Nil where the folder is not there.
    init?(_ path: FilePath) {
      guard let folder = FileAttributes.ifKnown(OutputFolder.of(path))?.identity,
        let name = path.lastComponent
      else { return nil }
      self.folder = folder
      self.name = name
    }
  }
}
