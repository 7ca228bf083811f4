/// How text is set off on a terminal, or not at all.
package struct TextStyle: Sendable {
  package let isColored: Bool

  package init(isColored: Bool) { self.isColored = isColored }

  package static let plain = TextStyle(isColored: false)

  package func bold(_ text: String) -> String { wrap(text, "1") }
  package func dim(_ text: String) -> String { wrap(text, "2") }
  package func error(_ text: String) -> String { wrap(text, "1;31") }
  package func warning(_ text: String) -> String { wrap(text, "1;33") }
  package func note(_ text: String) -> String { wrap(text, "1;36") }
  package func removed(_ text: String) -> String { wrap(text, "31") }
  package func added(_ text: String) -> String { wrap(text, "32") }
  package func removedMark(_ text: String) -> String { wrap(text, "1;7;31") }
  package func addedMark(_ text: String) -> String { wrap(text, "1;7;32") }
  package func range(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
