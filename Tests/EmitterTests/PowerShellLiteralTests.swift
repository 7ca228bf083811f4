import Emitter
import TestSupport
import Testing

@Suite("PowerShell literals")
struct PowerShellLiteralTests {
  @Test(
    "a text becomes an expression that is that text",
    arguments: [
      ("", "''"), ("contoso.com", "'contoso.com'"), ("O'Brien", "'O''Brien'"),
      ("‘a’ ‚b‛", "'‘‘a’’ ‚‚b‛‛'"), ("“x” \"y\"", "'“x” \"y\"'"),
      ("$(calc) `n $x", "'$(calc) `n $x'"),
      ("#> '@ \"@", "'#> ''@ \"@'"), ("a\r\nb", "('a' + [char]0x000D + [char]0x000A + 'b')"),
      ("\n", "('' + [char]0x000A)"), ("\u{0}x", "('' + [char]0x0000 + 'x')"),
      ("\u{1F600}", "'\u{1F600}'"), ("a\u{202E}b", "('a' + [char]0x202E + 'b')"),
      ("\u{E0041}", "('' + [char]0xDB40 + [char]0xDC41)"),
      ("a\u{A0}b", "('a' + [char]0x00A0 + 'b')"),
      ("'\u{301}", "('''' + [char]0x0301)"), ("größe", "'größe'"),
    ])
  func expression(_ text: String, _ expected: String) {
    #expect(PowerShellLiteral.expression(text) == expected)
    #expect(PowerShellReader.value(of: expected) == text)
  }

  @Test("whatever a text is made of, PowerShell reads it back")
  func roundTrip() {
    var random = SeededGenerator(seed: 7)
    let special: [Unicode.Scalar] = [
      "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\"", "$", "`", "\n", "\r", "\u{0}", "(",
      ")", "+", "[", "#", ">", "@", " ", "\u{FEFF}", "\u{301}", "\u{1F600}", "\u{10FFFF}",
    ]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        let any = Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &random)) ?? "x"
        text.unicodeScalars.append(random.chance(60) ? random.pick(special) : any)
      }
      let expression = PowerShellLiteral.expression(text)
      #expect(
        PowerShellReader.value(of: expression).map { Array($0.utf8) } == Array(text.utf8),
        "\(expression)")
      #expect(!expression.utf8.contains { $0 < 0x20 })
    }
  }
}
