/// A unified diff for the eyes: in colour, and without anything that could steer a terminal.
package enum TerminalDiff {
  package static func text(_ diff: [UInt8], style: TextStyle) -> String {
    diff.split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
      let text = TerminalText.escape(String(decoding: line, as: UTF8.self))
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
