import SystemPackage

/// A list of paths, one a line or separated by NUL.
package enum PathList {
  /// Reads a list; empty entries are left out, and so are a CR before a line's end and the mark of UTF-8 at
  /// the start, which Windows PowerShell writes. A `-` in it is the name of a file, as `./-`, and not standard
  /// input.
  ///
  /// - Throws: ``FileError``.
  package static func read(_ path: FilePath, nulSeparated: Bool) throws -> [FilePath] {
    var bytes = try InputFile.readData(argument: path)[...]
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw FileError(
        .damaged, path, "is no list of paths: it is in UTF-16", remedy: "write it in UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let entries = bytes.split(separator: nulSeparated ? 0 : 0x0A)
    return try entries.compactMap { entry in
      var entry = entry
      if !nulSeparated, entry.last == 0x0D { entry.removeLast() }
      guard !entry.isEmpty else { return nil }
      guard !entry.contains(0) else {
        throw FileError(
          .damaged, path, "is no list of paths, one a line: it holds a NUL",
          remedy: "use -0 for a list that NUL separates")
      }
      let path = RawText.path(of: entry)
      return path == "-" ? "./-" : path
    }
  }
}
