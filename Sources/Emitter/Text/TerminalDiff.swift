/// A unified diff for the eyes: in colour, and without anything that could steer a terminal.
package enum TerminalDiff {
  /// The diff as lines for a terminal.
  ///
  /// - Parameter diff: what `UnifiedDiff` has made.
  package static func text(_ diff: [UInt8], style: TextStyle) -> String {
    diff.split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
      // Escaped apart from the mark, behind which a line of the file begins.
      let mark = String(decoding: line.prefix(1), as: UTF8.self)
      let text =
        TerminalText.escape(mark)
        + TerminalText.escape(String(decoding: line.dropFirst(), as: UTF8.self))
      let shown =
        switch line.first {
        case UInt8(ascii: "+"): text.hasPrefix("+++") ? style.bold(text) : style.added(text)
        case UInt8(ascii: "-"): text.hasPrefix("---") ? style.bold(text) : style.removed(text)
        case UInt8(ascii: "@"): style.range(text)
        default: text
        }
      return shown + "\n"
    }.joined()
  }
}
