import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The records of a run on a medium rather than in memory, however many there are.
///
/// They lie in a file that has no name any more, so that nothing is left of it whatever happens.
package final class RecordSpool: RecordSource {
  private let file: FileDescriptor
  private let folder: FilePath
  private var waiting: [UInt8] = []
  private var written = 0

  /// - Parameter folder: where there is room for it.
  /// - Throws: ``FileError``.
  package init(in folder: FilePath) throws {
    self.folder = folder
    do {
      file = try TemporaryFile.unnamed(in: folder)
    } catch {
      throw FileError(.cannotCreate, folder, "has no room for the report's records", error)
    }
  }

  deinit { try? file.close() }

  /// Adds a record behind the last.
  ///
  /// - Throws: ``FileError``.
  package func append(_ record: FileRecord) throws {
    waiting += try JSONText.encode(record) + [0x0A]
    if waiting.count > 1 << 18 { try flush() }
  }

  private func flush() throws {
    do {
      written += try file.writeAll(toAbsoluteOffset: Int64(written), waiting)
      waiting.removeAll(keepingCapacity: true)
    } catch let code as Errno {
      throw FileError(
        .readOrWrite, folder, "cannot take the records of the report, so there is none", code)
    }
  }

  /// The records in the order in which they were added.
  ///
  /// - Throws: ``FileError`` where they cannot be read to the last one, and what `body` throws.
  package func forEachRecord(_ body: (FileRecord) throws -> Void) throws {
    try flush()
    var rest: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var offset = 0
    while offset < written {
      let count = try read(&piece, at: offset)
      offset += count
      rest += piece[..<count]
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: 0x0A) {
        try body(JSONDecoder().decode(FileRecord.self, from: Data(rest[start..<end])))
        start = end + 1
      }
      rest.removeSubrange(..<start)
    }
  }

  /// Reads into `piece` what stands at `offset`.
  ///
  /// - Returns: how many bytes that are, at least one.
  private func read(_ piece: inout [UInt8], at offset: Int) throws(FileError) -> Int {
    let action = "cannot give the records of the report back"
    let count: Int
    do {
      count = try piece.withUnsafeMutableBytes {
        try file.read(fromAbsoluteOffset: Int64(offset), into: $0)
      }
    } catch {
      throw FileError(.readOrWrite, folder, action, error as? Errno ?? .ioError)
    }
    // A report that lacks the last of them would be taken for the whole.
    guard count > 0 else { throw FileError(.readOrWrite, folder, action, .ioError) }
    return count
  }
}
