import Foundation
import SourceXML
import Testing

@Suite("The encoding of a document")
struct EncodingTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var testDescription: String
    var mark: [UInt8] = []
    var text: String
    var encoding: SourceEncoding
    var body: [UInt8]

    init(
      _ description: String, mark: [UInt8] = [], _ text: String, _ encoding: SourceEncoding,
      _ body: [UInt8]? = nil
    ) {
      testDescription = description
      self.mark = mark
      self.text = text
      self.encoding = encoding
      self.body = body ?? Array(text.utf8)
    }
  }

  private static let sample = "<a b='é'>\r\n€ 😀 \u{10FFFD}</a>"
  private static let (little, big) = (
    SourceEncoding.utf16LittleEndian, SourceEncoding.utf16BigEndian
  )
  private static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private static let utf8Cases = [
    Case("UTF-8", sample, .utf8),
    Case("UTF-8 with a mark", mark: utf8Mark, sample, .utf8),
    Case("declared UTF-8", declaration("UTF-8") + sample, .utf8),
    Case("declared utf8", declaration("utf8") + sample, .utf8),
    Case("a mark and declared", mark: utf8Mark, declaration("utf-8") + sample, .utf8),
    Case("one character", "<", .utf8),
    Case("two characters", "<a", .utf8),
    Case("no encoding declared", "<?xml version='1.0' standalone='yes'?>" + sample, .utf8),
    Case("single quotes", "<?xml version='1.0' encoding='Utf-8'?>" + sample, .utf8),
    Case("white space", "<?xml version='1.0'\n encoding \t=\r\n 'us-ascii' ?><a/>", .ascii),
    Case("a declaration behind a blank", " " + declaration("us-ascii") + sample, .utf8),
    Case("a name within a comment", "<!--" + declaration("us-ascii") + "-->" + sample, .utf8),
  ]

  private static let utf16Cases = [(false, little), (true, big)].flatMap { isBig, encoding in
    let mark: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
    let ownName = isBig ? "UTF-16BE" : "utf-16le"
    let texts = [
      ("plain", sample), ("blank first", "\n" + sample), ("tab first", "\t" + sample),
      ("declared", declaration("UTF-16") + sample), ("named", declaration(ownName) + sample),
      ("UCS-2", declaration("iso-10646-ucs-2") + sample),
      ("unicode", declaration("unicode") + sample), ("one character", "<"),
    ]
    return texts.flatMap { name, text in
      [
        Case("\(encoding.name), \(name)", text, encoding, utf16(text, bigEndian: isBig)),
        Case(
          "\(encoding.name) with a mark, \(name)", mark: mark, text, encoding,
          utf16(text, bigEndian: isBig)),
      ]
    }
  }

  private static let singleByteCases: [Case] =
    [
      "us-ascii", "US-ASCII", "ascii", "ANSI_X3.4-1968", "iso646-us", "ISO_646.irv:1991",
    ].map { Case($0, declaration($0) + "<a/>", .ascii) }
    + ["ISO-8859-1", "iso_8859-1", "iso8859-1", "latin1", "Latin-1", "L1"].map {
      let text = declaration($0) + "<a>é\u{80}\u{9F}ÿ</a>"
      return Case($0, text, .latin1, text.unicodeScalars.map { UInt8($0.value) })
    }
    + ["windows-1252", "Windows-1252", "cp1252", "CP-1252"].map {
      let start = declaration($0) + "<a>é"
      return Case(
        $0, start + "€’–Ÿ", .windows1252,
        start.unicodeScalars.map { UInt8($0.value) } + [0x80, 0x92, 0x96, 0x9F])
    }

  @Test(
    "Byte order mark, zeros and declaration decide, and the text is what the bytes say",
    arguments: utf8Cases + utf16Cases + singleByteCases)
  func detection(_ item: Case) throws {
    let text = try SourceText(item.mark + item.body)
    #expect(text.encoding == item.encoding)
    #expect(text.markLength == item.mark.count)
    #expect(text.string == item.text)
    #expect(Array(text.string.utf8) == Array(item.text.utf8))
    #expect(Array(text.bytes) == item.mark + item.body)
    #expect(try text.storedOffsets(of: [0, text.utf8Count]).first == item.mark.count)
    #expect(try text.storedOffsets(of: [text.utf8Count]) == [item.mark.count + item.body.count])
  }

  @Test("A NUL stands behind the UTF-8 of every text", arguments: utf8Cases + utf16Cases)
  func terminator(_ item: Case) throws {
    let text = try SourceText(item.mark + item.body)
    let byte = text.withUTF8 { buffer in buffer.baseAddress.map { $0[buffer.count] } }
    #expect(byte == 0)
  }

  @Test(
    "Only an XML declaration declares an encoding",
    arguments: [
      "<?xml-stylesheet href='a.xsl' encoding='us-ascii'?>", "<?xmlx encoding='us-ascii'?>",
      "<?xml:a encoding='utf-16'?>",
    ])
  func otherInstructions(_ instruction: String) throws {
    let text = try SourceText(Array((instruction + Self.sample).utf8))
    #expect(text.encoding == .utf8)
    #expect(text.string == instruction + Self.sample)
  }

  @Test("Every byte of windows-1252 is the character of Windows' code page", arguments: 0x80...0xFF)
  func windows1252(_ byte: UInt8) throws {
    let head = Array(declaration("windows-1252").utf8)
    // Foundation is the judge.
    let expected = String(bytes: [byte], encoding: .windowsCP1252)
    if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) {
      let error = try refusal(of: head + [0x0A, 0x20, byte])
      #expect(error.reason == .encoding)
      #expect(
        error.position == SourcePosition(line: 2, column: 2, offset: head.count + 2))
    } else {
      let text = try SourceText(head + [byte])
      #expect(text.string(head.count..<text.utf8Count) == expected)
    }
  }

  @Test("A replacement is encoded as the document is")
  func replacement() throws {
    let utf8 = Array("1</a>".utf8)
    let cases: [(bytes: [UInt8], expected: [UInt8])] = [
      (Array("<a/>".utf8), utf8),
      (Self.utf8Mark + Array("<a/>".utf8), utf8),
      (utf16("<a/>", bigEndian: false), utf16("1</a>", bigEndian: false)),
      (utf16("<a/>", bigEndian: true), utf16("1</a>", bigEndian: true)),
      (Array((declaration("us-ascii") + "<a/>").utf8), utf8),
      (Array((declaration("latin1") + "<a/>").utf8), utf8),
      (Array((declaration("cp1252") + "<a/>").utf8), utf8),
      (Array((declaration("Shift_JIS") + "<a/>").utf8), utf8),
    ]
    for (bytes, expected) in cases {
      #expect(try SourceText(bytes).encode(utf8) == expected)
    }
  }
}
