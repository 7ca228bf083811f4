import SourceXML
import Testing

@Suite("Bytes that are no text are refused with their place")
struct EncodingRefusalTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bytes: [UInt8]
    var words: String
    var position: SourcePosition

    init(
      _ description: String, _ bytes: [UInt8], _ words: String,
      at line: Int, _ column: Int, _ offset: Int, utf16: Int? = nil
    ) {
      testDescription = description
      self.bytes = bytes
      self.words = words
      position = SourcePosition(
        line: line, column: column, offset: offset, utf16Column: utf16)
    }

    init(contradiction description: String, _ bytes: [UInt8], _ words: String) {
      self.init(description, bytes, words, at: 1, 1, 0)
    }
  }

  private static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let (littleMark, bigMark): ([UInt8], [UInt8]) = ([0xFF, 0xFE], [0xFE, 0xFF])

  private static let zeros = [
    Case("NUL in UTF-8", Array("<a>\nb\0</a>".utf8), "NUL byte", at: 2, 2, 5),
    Case(
      "NUL in UTF-8 behind a mark", utf8Mark + Array("<a>\nb\0".utf8), "NUL byte", at: 2, 2, 8),
    Case("NUL at the end of UTF-8", Array("<a/>\0".utf8), "NUL byte", at: 1, 5, 4),
    Case(
      "NUL before what is no UTF-8", Array("<a>".utf8) + [0x00, 0xFF], "NUL byte", at: 1, 4, 3),
    Case("UTF-32BE", [0, 0, 0, 0x3C], "NUL byte", at: 1, 1, 0),
    Case(
      "NUL in UTF-16LE", littleMark + utf16("<é>\nb\0</a>", bigEndian: false), "NUL character",
      at: 2, 2, 12),
    Case(
      "NUL in UTF-16BE", utf16("<é>\nb\0</a>", bigEndian: true), "NUL character", at: 2, 2, 10),
    Case(
      "NUL in ISO-8859-1", Array((declaration("l1") + "\n\0").utf8), "byte 0x0 is no character",
      at: 2, 1, declaration("l1").utf8.count + 1),
    Case(
      "NUL in US-ASCII", Array((declaration("ascii") + "\0").utf8), "NUL byte",
      at: 1, declaration("ascii").utf8.count + 1, declaration("ascii").utf8.count),
  ]

  private static let halves = [false, true].flatMap { isBig -> [Case] in
    func bytes(_ units: [UInt16], in start: String) -> [UInt8] {
      (isBig ? bigMark : littleMark) + utf16(start, bigEndian: isBig)
        + units.flatMap {
          isBig ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
    }
    let name = isBig ? "big endian" : "little endian"
    let words = "half of a surrogate pair is missing"
    // "<é😀>\n" has 9 bytes as UTF-8 and 12 as UTF-16; the mark has 2.
    let start = "<é😀>\nx"
    return [
      Case("a first half at the end, \(name)", bytes([0xD83D], in: start), words, at: 2, 2, 16),
      Case(
        "a first half before a letter, \(name)", bytes([0xD800, 0x61], in: start), words,
        at: 2, 2, 16),
      Case(
        "two first halves, \(name)", bytes([0xDBFF, 0xD83D, 0xDE00], in: start), words,
        at: 2, 2, 16),
      Case(
        "a second half alone, \(name)", bytes([0xDC00, 0x61], in: start), words, at: 2, 2, 16),
      Case(
        "a second half behind a pair, \(name)", bytes([0xD83D, 0xDE00, 0xDFFF], in: start), words,
        at: 2, 6, 20, utf16: 4),
      Case(
        "a first half and one byte, \(name)", bytes([0xD83D], in: start) + [0xDE], words,
        at: 2, 2, 16),
      Case(
        "an odd number of bytes, \(name)", bytes([0x61], in: start) + [0x20],
        "the last one has one",
        at: 2, 3, 18),
      Case("a mark and one byte, \(name)", bytes([], in: "") + [0x3C], "has one", at: 1, 1, 2),
    ]
  }

  private static let contradictions = [
    Case(contradiction: "UTF-32LE mark", [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], "UTF-32"),
    Case(contradiction: "UTF-32BE mark", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C], "UTF-32"),
    Case(contradiction: "UTF-32LE", [0x3C, 0, 0, 0, 0x61, 0, 0, 0], "UTF-32"),
    Case(
      contradiction: "a UTF-8 mark, declared UTF-16",
      utf8Mark + Array((declaration("UTF-16") + "<a/>").utf8),
      "the XML declaration says UTF-16, but the bytes are UTF-8"),
    Case(
      contradiction: "a UTF-8 mark, declared ISO-8859-1",
      utf8Mark + Array((declaration("ISO-8859-1") + "<a/>").utf8),
      "the XML declaration says ISO-8859-1, but the bytes are UTF-8"),
    Case(
      contradiction: "UTF-16LE, declared utf-8",
      littleMark + utf16(declaration("utf-8") + "<a/>", bigEndian: false),
      "the XML declaration says utf-8, but the bytes are UTF-16LE"),
    Case(
      contradiction: "UTF-16LE without a mark, declared windows-1252",
      utf16(declaration("windows-1252") + "<a/>", bigEndian: false),
      "the XML declaration says windows-1252, but the bytes are UTF-16LE"),
    Case(
      contradiction: "UTF-16LE, declared UTF-16BE",
      utf16(declaration("UTF-16BE") + "<a/>", bigEndian: false),
      "the XML declaration says UTF-16BE, but the bytes are UTF-16LE"),
    Case(
      contradiction: "UTF-16BE, declared UTF-16LE",
      bigMark + utf16(declaration("UTF-16LE") + "<a/>", bigEndian: true),
      "the XML declaration says UTF-16LE, but the bytes are UTF-16BE"),
    Case(
      contradiction: "ASCII bytes, declared utf-16",
      Array((declaration("utf-16") + "<a/>").utf8),
      "the XML declaration says utf-16, but the bytes are not UTF-16"),
    Case(
      contradiction: "ASCII bytes, declared UCS-2",
      Array((declaration("UCS-2") + "<a/>").utf8),
      "the XML declaration says UCS-2, but the bytes are not UTF-16"),
  ]

  private static let behindOthers = [
    Case(
      "no UTF-8 behind other characters", Array("<a>\né😀".utf8) + [0xFF], "0xFF", at: 2, 7, 10,
      utf16: 4),
    Case(
      "NUL behind other characters", Array("<a>\né😀\0".utf8), "NUL", at: 2, 7, 10, utf16: 4),
    Case(
      "no windows-1252 behind other characters",
      Array(declaration("cp1252").utf8) + [0x0A, 0x80, 0xE9, 0x81], "0x81", at: 2, 6,
      declaration("cp1252").utf8.count + 3, utf16: 3),
  ]

  private static let ascii = [
    Case(
      "a byte beyond US-ASCII", Array((declaration("us-ascii") + "\n<a>").utf8) + [0xE9],
      "byte 0xE9 is not US-ASCII", at: 2, 4, declaration("us-ascii").utf8.count + 4),
    Case(
      "UTF-8 in US-ASCII", Array((declaration("us-ascii") + "\n<a>é").utf8),
      "byte 0xC3 is not US-ASCII", at: 2, 4, declaration("us-ascii").utf8.count + 4),
  ]

  @Test(
    "The place is the first byte that is wrong",
    arguments: zeros + halves + contradictions + ascii + behindOthers)
  func place(_ item: Case) throws {
    let error = try refusal(of: item.bytes)
    #expect(error.reason == .encoding)
    #expect(error.message.contains(item.words), "\(error.message)")
    #expect(error.position == item.position)
    #expect(!error.remedy.isEmpty)
  }

  @Test(
    "What holds no character is empty, not badly encoded",
    arguments: [[], utf8Mark, littleMark, bigMark])
  func empty(_ bytes: [UInt8]) throws {
    let error = try refusal(of: bytes)
    #expect(error.reason == .empty)
    #expect(error.position == nil)
    #expect(
      error.message
        == (bytes.isEmpty
          ? "the file is empty" : "the file holds nothing but a byte order mark"))
  }
}
