import Emitter
import SystemPackage

/// What somebody may have meant who misspelt a name.
enum Suggestion {
  /// The file beside a `path` that is missing whose name is nearest to it, as that path would name it; nil
  /// where something stands there, be it a link that leads nowhere, and where nobody can tell.
  static func nearestFile(to path: FilePath) -> String? {
    guard let name = path.lastComponent, isMissing(path) else { return nil }
    let folder = path.removingLastComponent()
    let names = (try? FolderWalk.names(in: folder.isEmpty ? "." : folder)) ?? []
    let others = names.map { $0.string }.filter { $0 != name.string }
    return nearest(to: name.string, among: others).map { folder.appending($0).string }
  }

  private static func isMissing(_ path: FilePath) -> Bool {
    do {
      return try FileAttributes.of(path, followingLinks: false) == nil
    } catch {
      return false
    }
  }

  /// The name nearest to `word`, if it is near enough to be meant; case makes no difference.
  static func nearest(to word: String, among names: [String]) -> String? {
    let word = String(word.prefix(64)).lowercased()
    let near = names.filter { abs($0.count - word.count) <= reach(of: $0) }
    let ranked = near.map { ($0, distance(word, $0.lowercased())) }.min { $0.1 < $1.1 }
    guard let (name, distance) = ranked, distance <= reach(of: name) else { return nil }
    return name
  }

  /// The largest distance at which a name is near enough to be meant.
  private static func reach(of name: String) -> Int { max(2, name.count / 3) }

  /// How many characters have to be inserted, removed or replaced (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let substituted = diagonal + (character == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[right.count]
  }
}
