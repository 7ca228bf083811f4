/// Paths as CI systems compare them with those of a repository.
enum RelativePath {
  /// `path` without a `./` at its start.
  static func withoutDot(_ path: String) -> String {
    // Byte by byte: to Swift a slash with an accent behind it is another character.
    var bytes = path.utf8[...]
    while bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
    return String(Substring(bytes))
  }
}
