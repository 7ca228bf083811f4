import Emitter
import Testing

@Suite("Text from a file is safe to show")
struct TerminalTextTests {
  @Test(
    "What could steer a terminal is shown as an escape",
    arguments: [
      // Controls, and the sequences that begin with one.
      ("\u{1B}[31mred\u{1B}[0m", "\\u{1B}[31mred\\u{1B}[0m"),
      ("\u{1B}]0;title\u{7}", "\\u{1B}]0;title\\u{7}"),
      ("\u{9B}31m", "\\u{9B}31m"), ("a\0b", "a\\u{0}b"), ("a\u{8}b", "a\\u{8}b"),
      ("a\u{7F}b", "a\\u{7F}b"),
      ("a\u{80}\u{9F}b", "a\\u{80}\\u{9F}b"),
      // Line ends and tabs.
      ("a\nb", "a\\nb"), ("a\rb", "a\\rb"), ("a\r\nb", "a\\r\\nb"), ("a\tb", "a\\tb"),
      ("a\u{B}\u{C}b", "a\\u{B}\\u{C}b"), ("a\u{85}b", "a\\u{85}b"),
      ("a\u{2028}\u{2029}b", "a\\u{2028}\\u{2029}b"),
      // What turns the direction of writing.
      ("\u{202E}moc.osotnoc", "\\u{202E}moc.osotnoc"),
      ("\u{202A}\u{202B}\u{202C}\u{202D}", "\\u{202A}\\u{202B}\\u{202C}\\u{202D}"),
      ("\u{2066}\u{2067}\u{2068}\u{2069}", "\\u{2066}\\u{2067}\\u{2068}\\u{2069}"),
      ("\u{200E}\u{200F}\u{61C}", "\\u{200E}\\u{200F}\\u{61C}"),
      // What has no width.
      ("con\u{200B}toso", "con\\u{200B}toso"), ("a\u{200C}\u{200D}b", "a\\u{200C}\\u{200D}b"),
      ("a\u{2060}\u{FEFF}\u{AD}b", "a\\u{2060}\\u{FEFF}\\u{AD}b"), ("a\u{180E}b", "a\\u{180E}b"),
      ("\u{FFF9}\u{FFFA}\u{FFFB}", "\\u{FFF9}\\u{FFFA}\\u{FFFB}"),
      ("\u{E0001}\u{E0041}", "\\u{E0001}\\u{E0041}"),
      // What no font need know.
      ("\u{E000}\u{F0000}\u{10FE00}", "\\u{E000}\\u{F0000}\\u{10FE00}"),
      ("a\u{10FFE9}b", "a\\xE9b"), ("::error::x", "\\u{3A}:error::x"), ("a::b", "a::b"),
      ("a##[group]", "a#\\u{23}[group]"), ("##vso[task]", "#\\u{23}vso[task]"), ("# ##", "# ##"),
      ("\u{FFFE}\u{FFFF}", "\\u{FFFE}\\u{FFFF}"),
      ("\u{378}", "\\u{378}"),
    ])
  func escaped(_ text: String, _ expected: String) {
    #expect(TerminalText.escape(text) == expected)
    #expect(Array(TerminalText.escape(text).utf8) == Array(expected.utf8))
  }

  @Test(
    "Everything else stays as it is",
    arguments: [
      "", "contoso.com", "DC=contoso,DC=com", "O'Brien & Söhne <a> \"b\" \\n $(rm) `c` %s", "häß",
      "e\u{301}", "עברית العربية", "日本語", "😀👍🏽", "❤\u{FE0F}", "🇩🇪", "a\u{A0}b", "–—‘’‚“”„…", "€",
      "\u{FFFD}", "‹›",
    ])
  func kept(_ text: String) {
    #expect(Array(TerminalText.escape(text).utf8) == Array(text.utf8))
  }

  @Test("No control character of any plane gets through, and every ASCII letter does")
  func everyScalar() {
    for number in (0...0x2FFFF as ClosedRange<UInt32>) {
      guard let scalar = Unicode.Scalar(number) else { continue }
      let escaped = TerminalText.escape(String(scalar))
      let category = scalar.properties.generalCategory
      if [.control, .format, .lineSeparator, .paragraphSeparator].contains(category) {
        #expect(escaped.allSatisfy { $0.isASCII } && escaped.hasPrefix("\\"))
      } else if (0x20...0x7E).contains(number) {
        #expect(escaped.unicodeScalars.elementsEqual([scalar]))
      }
    }
  }

  @Test("Escaping twice changes nothing more")
  func twice() {
    let once = TerminalText.escape("a\u{1B}\r\n\u{202E}\t\u{200B}")
    #expect(TerminalText.escape(once) == once)
  }
}
