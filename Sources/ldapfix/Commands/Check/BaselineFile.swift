import Emitter
import SourceXML
import SystemPackage

/// The file that holds a baseline.
enum BaselineFile {
  /// Reads a baseline.
  ///
  /// - Throws: ``FileError``, also where the file is no baseline.
  static func read(_ path: FilePath) throws -> Baseline {
    let bytes = try InputFile.readData(path)
    do {
      return try Baseline(json: bytes)
    } catch let problem as Baseline.Problem {
      throw FileError(
        .damaged, path, problem.message, remedy: "write it anew with --write-baseline")
    }
  }

  /// Refuses a path at which a file stands that is no JSON: an export that this run leaves out, or another
  /// file, would be lost. A damaged baseline may be written anew.
  ///
  /// - Throws: ``FileError``.
  static func refuseOther(_ path: FilePath) throws {
    guard let attributes = try FileAttributes.ofOutput(path), attributes.kind == .regular else {
      return
    }
    let bytes = try InputFile.readData(path)
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard let first, first != UInt8(ascii: "{") else { return }
    throw FileError(
      .cannotCreate, path, "exists and is no baseline",
      remedy: "name another file, or remove this one")
  }

  /// Why the baseline at `path` is not written where not every file could be read.
  ///
  /// - Throws: ``FileError`` where nobody can tell what stands there.
  static func incomplete(_ path: FilePath) throws(FileError) -> FileError {
    let isThere = try FileAttributes.ofOutput(path) != nil
    return FileError(
      .cannotCreate, path,
      "is not written, since not every file could be read"
        + (isThere ? "; the one there stays as it was" : ""),
      remedy: "see the errors above, and run again")
  }

  /// Writes a baseline, in the place of an existing one.
  ///
  /// - Throws: ``FileError``; what stood there is then as it was.
  static func write(_ baseline: Baseline, to path: FilePath) throws {
    try OutputFile.create(path, bytes: SourceBytes(baseline.json))
  }
}
