import CBuild

/// The version of the program.
enum Version {
  /// The version as reports and scripts name it.
  static let text = "0.1.0"

  /// The version with the commit that the program was built from, where the build knew it.
  static let full: String = {
    let commit = ldapfix_commit().map { String(cString: $0) } ?? ""
    return commit.isEmpty ? text : "\(text) (\(commit))"
  }()
}
