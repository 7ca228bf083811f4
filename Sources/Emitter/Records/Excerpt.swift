import RewriteEngine

/// A changed element before and after, without what nobody may see.
package struct Excerpt: Codable, Sendable, Equatable {
  /// The connector and the place.
  package var place: String
  /// From 1, as is the column, which counts bytes of UTF-8.
  package var line: Int
  package var column: Int
  /// Nil where the element is new.
  package var before: String?
  package var after: String
}

extension Excerpt {
  /// More than these do not make a report clearer.
  private static let most = 40

  /// The excerpts of a preview.
  static func all(of preview: Preview) -> [Excerpt] {
    preview.sections.lazy.flatMap { section in
      section.hunks.map { Excerpt($0, place: "\(section.connector.title), \(section.place.title)") }
    }.prefix(most).map { $0 }
  }

  private init(_ hunk: Preview.Hunk, place: String) {
    self.init(
      place: place, line: hunk.position.line, column: hunk.position.column, before: nil, after: "")
    for line in hunk.lines {
      switch line {
      case .context: continue
      case .removed(let marked): before = Self.cut(marked)
      case .added(let marked): after = Self.cut(marked)
      }
    }
  }

  private static func cut(_ marked: Preview.Marked) -> String {
    TerminalText.escape(
      TerminalText.cut(marked.before, to: 60) + TerminalText.cut(marked.changed, to: 80)
        + TerminalText.cut(marked.behind, to: 40))
  }
}
