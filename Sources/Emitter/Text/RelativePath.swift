/// Paths as CI systems compare them with those of a repository.
enum RelativePath {
  /// `path` without a `./` at its start.
  static func withoutDot(_ path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return String(path)
  }
}
