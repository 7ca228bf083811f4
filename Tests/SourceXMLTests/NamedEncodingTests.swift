import SourceXML
import TestSupport
import Testing

@Suite("Encodings that are left to libxml2's converters")
struct NamedEncodingTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var bytes: [UInt8]
    var testDescription: String { name }
  }

  /// What is not ASCII, as each encoding writes it.
  private static let cases = [
    Case(name: "ISO-8859-15", text: "€Šœé", bytes: [0xA4, 0xA6, 0xBD, 0xE9]),
    Case(name: "ISO-8859-2", text: "łŁž", bytes: [0xB3, 0xA3, 0xBE]),
    Case(name: "KOI8-R", text: "домен", bytes: [0xC4, 0xCF, 0xCD, 0xC5, 0xCE]),
    Case(name: "windows-1251", text: "домен", bytes: [0xE4, 0xEE, 0xEC, 0xE5, 0xED]),
    Case(name: "Shift_JIS", text: "本ｱ表", bytes: [0x96, 0x7B, 0xB1, 0x95, 0x5C]),
    Case(name: "EUC-JP", text: "本", bytes: [0xCB, 0xDC]),
    Case(name: "GBK", text: "域", bytes: [0xD3, 0xF2]),
    Case(name: "GB18030", text: "域😀", bytes: [0xD3, 0xF2, 0x94, 0x39, 0xFC, 0x36]),
    Case(name: "Big5", text: "網", bytes: [0xBA, 0xF4]),
  ]

  @Test("A document is read, and its elements found", arguments: cases)
  func reading(_ item: Case) throws {
    let head = declaration(item.name) + "<a><b>"
    let tail = "</b><c>0</c></a>"
    let bytes = Array(head.utf8) + item.bytes + Array(tail.utf8)
    let document = try SourceDocument(bytes)
    #expect(document.text.encoding == .named(item.name))
    #expect(document.text.string == head + item.text + tail)
    #expect(Array(document.text.bytes) == bytes)
    #expect(document.names == ["a", "b", "c"])
    let last = try #require(document.elements.last)
    let stored = try document.text.storedOffsets(of: [last.content.lowerBound])
    #expect(stored == [bytes.count - "0</c></a>".utf8.count])
    #expect(bytes[stored[0]] == UInt8(ascii: "0"))
    #expect(try document.text.encode("1".utf8) == Array("1".utf8))
  }

  @Test("A character may stand across the pieces in which a text is converted", arguments: 0..<5)
  func longText(shift: Int) throws {
    // A piece has 65,536 bytes; a character here has two bytes, as UTF-8 three.
    let head = declaration("Shift_JIS") + "<a>" + String(repeating: " ", count: shift)
    let count = 100_000
    let bytes =
      Array(head.utf8) + Array(repeatElement([0x96, 0x7B] as [UInt8], count: count).joined())
      + Array("</a>".utf8)
    let text = try SourceText(bytes)
    #expect(text.string == head + String(repeating: "本", count: count) + "</a>")
    let middle = head.utf8.count + 3 * (count / 2)
    #expect(try text.storedOffsets(of: [middle]) == [head.utf8.count + count])
  }

  @Test(
    "A name that nobody knows is refused",
    arguments: ["x-unknown", "utf-9", "windows-99999", "HTML2"])
  func unknownName(_ name: String) throws {
    let error = try refusal(of: declaration(name) + "<a/>")
    #expect(error.reason == .encoding)
    #expect(
      error.message
        == "the XML declaration names the encoding \(name), which is not known")
    #expect(error.position == SourcePosition(line: 1, column: 1, offset: 0))
  }

  @Test("Bytes that an encoding does not have, or has not whole, are refused")
  func invalidBytes() throws {
    let cases: [(name: String, bytes: [UInt8])] = [
      ("Shift_JIS", [0x96]),  // half a character at the end
      ("Shift_JIS", [0x96, 0x20]),  // a second byte that cannot be one
      ("Shift_JIS", [0xFF]), ("EUC-JP", [0xCB]), ("EUC-JP", [0xFF, 0xFF]), ("GBK", [0xD3]),
      ("ISO-8859-3", [0xA5]),  // a byte without a character
    ]
    for (name, bytes) in cases {
      let error = try refusal(of: Array((declaration(name) + "<a>").utf8) + bytes)
      #expect(error.reason == .encoding, "\(name) \(bytes)")
      #expect(error.position == SourcePosition(line: 1, column: 1, offset: 0))
    }
  }

  @Test("libxml2 itself prints nothing of what it cannot convert")
  func silence() throws {
    let scratch = try Scratch()
    let bytes = Array((declaration("Shift_JIS") + "<a>").utf8) + [0xFF, 0xFF]
    let input = try scratch.write(bytes, to: "in.xml")
    let outcome = try Program.run(["patch", input.path, scratch.url("out.xml").path])
    #expect(outcome.exitCode == 65)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errorLines.allSatisfy { $0.hasPrefix("ldapfix: ") })
  }

  @Test("Bytes for which an encoding has others too do not come back, and are refused")
  func ambiguousBytes() throws {
    let cases: [(name: String, bytes: [UInt8])] = [
      ("CP932", [0x87, 0x90]),  // ≒, which is 81 E0 too
      ("ISO-2022-JP", [0x1B, 0x28, 0x42]),  // a change to ASCII where ASCII is
    ]
    for (name, bytes) in cases {
      let error = try refusal(of: Array((declaration(name) + "<a>").utf8) + bytes)
      #expect(error.reason == .encoding)
      #expect(error.message == "the bytes are not exactly the text that \(name) makes of them")
    }
  }

  @Test("Where a byte depends on those before it, no offset is guessed")
  func shifts() throws {
    // 本本 with a change of the character set on either side.
    let (head, tail) = (declaration("ISO-2022-JP") + "<a>", "0</a>")
    let shifted: [UInt8] = [0x1B, 0x24, 0x42, 0x4B, 0x5C, 0x4B, 0x5C, 0x1B, 0x28, 0x42]
    let text = try SourceText(Array(head.utf8) + shifted + Array(tail.utf8))
    #expect(text.string == head + "本本" + tail)
    let zero = head.utf8.count + 7
    #expect(try text.storedOffsets(of: [0, zero]) == [0, head.utf8.count + shifted.count + 1])
    // Between the two, and behind them, where the change back to ASCII could be on either side.
    for offset in [3, 6] {
      let error = try #require(throws: SourceError.self) {
        try text.storedOffsets(of: [head.utf8.count + offset])
      }
      #expect(error.reason == .encoding)
    }
  }

  @Test(
    "An encoding in which the declaration itself would read otherwise is refused",
    arguments: ["IBM037", "IBM500", "UTF-32", "UCS-4", "UTF-7"])
  func foreignASCII(_ name: String) throws {
    #expect(try refusal(of: declaration(name) + "<a b='+~'/>").reason == .encoding)
  }
}
