/// Makes text from a file safe to stand in Markdown.
enum MarkdownText {
  /// `text` as a code span, in which nothing has a meaning.
  static func code(_ text: String) -> String { span(TerminalText.escape(text)) }

  /// `text` as a code span in a cell of a table, which a bar would end.
  static func cell(_ text: String) -> String {
    span(ASCIIText.replacing("|", with: "\\|", in: TerminalText.escape(text)))
  }

  private static func span(_ shown: String) -> String {
    guard !shown.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    return fence.count == 1 ? "`\(shown)`" : "\(fence) \(shown) \(fence)"
  }

  /// `text` as a block of code in the language `language`.
  static func block(_ text: String, language: String) -> String {
    let fence = String(repeating: "`", count: max(longestRun(of: "`", in: text) + 1, 3))
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for other in text.unicodeScalars {
      current = other == scalar ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
