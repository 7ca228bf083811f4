import SystemPackage

/// A list of paths, one a line or separated by NUL.
package enum PathList {
  /// Reads a list; empty entries are left out, and so is a CR before a line's end. A `-` in it is the name
  /// of a file, as `./-`, and not standard input.
  ///
  /// - Throws: ``FileError``.
  package static func read(_ path: FilePath, nulSeparated: Bool) throws -> [FilePath] {
    let entries = try InputFile.readData(argument: path).split(separator: nulSeparated ? 0 : 0x0A)
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
