import CBuild
import Emitter

/// The version of the program.
enum Version {
  /// The version as reports and scripts name it.
  static let text = ToolVersion.text

  /// The version with the commit that the program was built from, where the build knew it.
  static let full: String = {
    let commit = ldapfix_commit().map { String(cString: $0) } ?? ""
    return commit.isEmpty ? text : "\(text) (\(commit))"
  }()
}
