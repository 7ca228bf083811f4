import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

/// An input by its path, or standard input.
struct InputReader {
  /// The name to show for standard input.
  var standardInputName: String?
  var policy: CorrectionPolicy
  var limits = SourceLimits.standard

  /// The name to show for `path`.
  func name(of path: FilePath) -> String {
    path == "-" ? standardInputName ?? InputFile.standardInputName : RawText.text(of: path)
  }

  /// Reads the input at `path`.
  ///
  /// - Throws: ``FileError``; ``SourceError`` where the input is larger than the limit.
  func read(_ path: FilePath) throws -> InputFile {
    try InputFile.read(argument: path, limits: limits)
  }

  /// The export in `file`.
  ///
  /// - Throws: ``SourceError`` where it is no XML, ``ExportError`` where it is no Active Directory connector's.
  func export(in file: InputFile) throws -> Export { try Export(file.bytes, limits: limits) }

  /// The correction of the export at `path`.
  ///
  /// - Throws: what ``read(_:)`` and ``export(in:)`` throw.
  func correction(_ path: FilePath) throws -> Correction {
    try Correction(of: export(in: read(path)), policy: policy)
  }
}

extension InputReader {
  /// Reads as the options of a command say.
  init(
    _ standardInput: StandardInputOptions, _ policy: PolicyOptions, _ limits: LimitOptions
  ) {
    self.init(
      standardInputName: standardInput.stdinFilename, policy: policy.policy, limits: limits.limits)
  }
}
