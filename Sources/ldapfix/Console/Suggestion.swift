/// What somebody may have meant who misspelt a name.
enum Suggestion {
  /// The name nearest to `word`, if it is near enough to be meant.
  static func nearest(to word: String, among names: [String]) -> String? {
    let word = String(word.prefix(64))
    let ranked = names.map { ($0, distance(word.lowercased(), $0)) }.min { $0.1 < $1.1 }
    guard let (name, distance) = ranked, distance <= max(2, name.count / 3) else { return nil }
    return name
  }

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
