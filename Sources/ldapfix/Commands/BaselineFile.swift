import Emitter
import SourceXML
import SystemPackage

/// The file that holds a baseline.
enum BaselineFile {
  /// Reads a baseline.
  ///
  /// - Throws: ``FileError``, also where the file is no baseline.
  static func read(_ path: FilePath) throws -> Baseline {
    let input = try InputFile.read(path)
    do {
      return try Baseline(json: input.bytes)
    } catch let problem as Baseline.Problem {
      throw FileError(
        .damaged, path, problem.message, remedy: "write it anew with --write-baseline")
    }
  }

  /// Writes a baseline, in the place of an existing one.
  ///
  /// - Throws: ``FileError``; what stood there is then as it was.
  static func write(_ baseline: Baseline, to path: FilePath) throws {
    try OutputFile.create(path, bytes: SourceBytes(baseline.json))
  }
}
