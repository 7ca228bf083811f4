import SourceXML
import TestSupport
import Testing

@Suite("UTF-8 is checked to the letter of Unicode")
struct UTF8ValidationTests {
  private static let invalid: [[UInt8]] = [
    // A continuation byte alone, and bytes that stand in no text.
    [0x80], [0xBF], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    // Overlong.
    [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
    [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    // Surrogates, singly and as CESU-8 pairs.
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
    // Beyond U+10FFFF.
    [0xF4, 0x90, 0x80, 0x80], [0xF4, 0xBF, 0xBF, 0xBF],
    // Cut short by the end.
    [0xC3], [0xE2], [0xE2, 0x82], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x98],
    // Cut short by another character.
    [0xC3, 0x3C], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x3C], [0xF0, 0x9F, 0x98, 0x3C],
    [0xF0, 0x9F, 0x3C, 0x80], [0xC3, 0xC3, 0xA9], [0xE2, 0x82, 0xC3, 0xA9],
  ]

  @Test("What is no UTF-8 is refused at its first byte", arguments: invalid)
  func refused(_ sequence: [UInt8]) throws {
    // The check reads 32 bytes at a time: every place within such a stride counts.
    for padding in 0..<66 {
      let head = Array("<é>\n".utf8) + [UInt8](repeating: 0x20, count: padding)
      for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
        let error = try refusal(of: mark + head + sequence)
        #expect(error.reason == .encoding)
        #expect(
          error.position
            == SourcePosition(
              line: 2, column: padding + 1, offset: mark.count + head.count))
        let lead = String(sequence[0], radix: 16, uppercase: true)
        #expect(error.message == "byte 0x\(lead) is not UTF-8")
      }
    }
  }

  @Test(
    "The first and the last character of each length and range is accepted",
    arguments: [
      0x01, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF,
      0x10000, 0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF,
    ])
  func accepted(_ number: UInt32) throws {
    let character = String(try #require(Unicode.Scalar(number)))
    for padding in 0..<34 {
      let string = String(repeating: "x", count: padding) + character
      #expect(try SourceText(Array(string.utf8)).string == string)
    }
  }

  @Test(
    "Whatever the bytes, they are accepted where Swift's own check accepts them", arguments: 0..<20)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet: [[UInt8]] = [
      Array("a".utf8), Array("é".utf8), Array("€".utf8), Array("😀".utf8), [0x80], [0xED], [0xA0],
      [0xF4], [0x8F], [0xE0],
    ]
    for _ in 0..<200 {
      var bytes: [UInt8] = Array("<".utf8)
      let validOnly = Bool.random(using: &generator)
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        bytes += generator.pick(validOnly ? Array(alphabet[..<4]) : alphabet)
      }
      let expected = String(validating: bytes, as: UTF8.self)
      #expect((try? SourceText(bytes))?.string == expected)
    }
  }
}
