import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// An input by its path, or standard input.
struct InputReader {
  /// The name to show for standard input.
  var standardInputName: String?
  var policy: CorrectionPolicy

  /// The name to show for `path`.
  func name(of path: FilePath) -> String {
    path == "-" ? standardInputName ?? "<stdin>" : RawText.text(of: path)
  }

  func read(_ path: FilePath) throws -> InputFile {
    path == "-" ? try InputFile.readStandardInput() : try InputFile.read(path)
  }

  /// The correction of the export in `path`.
  func correction(_ path: FilePath) throws -> Correction {
    try Correction(of: Export(read(path).bytes), policy: policy)
  }
}
