/// The records of files, in the order of their reports.
package protocol RecordSource {
  /// Calls `body` with one record after the other.
  ///
  /// - Throws: what `body` throws, and ``FileError`` where the records cannot be read.
  func forEachRecord(_ body: (FileRecord) throws -> Void) throws
}

extension [FileRecord]: RecordSource {
  package func forEachRecord(_ body: (FileRecord) throws -> Void) throws { try forEach(body) }
}
