import SourceXML
import Testing

@Suite("Offsets in the text lead to offsets in the stored bytes")
struct StoredOffsetTests {
  /// A document, character by character, as it is stored.
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var testDescription: String
    var mark: [UInt8] = []
    var characters: [(text: String, bytes: [UInt8])]

    var bytes: [UInt8] { mark + characters.flatMap(\.bytes) }

    init(
      _ description: String, mark: [UInt8] = [], declaring name: String? = nil, _ text: String,
      _ encode: (Unicode.Scalar) -> [UInt8]
    ) {
      testDescription = description
      self.mark = mark
      characters = ((name.map(declaration) ?? "") + text).unicodeScalars.map {
        (String($0), encode($0))
      }
    }
  }

  private static let text = "<a>\r\né€😀e\u{301}\u{10FFFD}</a>"

  private static func little(_ scalar: Unicode.Scalar) -> [UInt8] {
    utf16(String(scalar), bigEndian: false)
  }
  private static func big(_ scalar: Unicode.Scalar) -> [UInt8] {
    utf16(String(scalar), bigEndian: true)
  }
  private static func utf8(_ scalar: Unicode.Scalar) -> [UInt8] { Array(String(scalar).utf8) }

  private static let cases = [
    Case("UTF-8", text, utf8),
    Case("UTF-8 with a mark", mark: [0xEF, 0xBB, 0xBF], text, utf8),
    Case("UTF-16LE", text, little),
    Case("UTF-16LE with a mark", mark: [0xFF, 0xFE], text, little),
    Case("UTF-16LE declared", declaring: "utf-16", text, little),
    Case("UTF-16BE", text, big),
    Case("UTF-16BE with a mark", mark: [0xFE, 0xFF], text, big),
    Case("US-ASCII", declaring: "us-ascii", "<a>0</a>", utf8),
    Case("ISO-8859-1", declaring: "ISO-8859-1", "<a>é\u{85}ÿ0</a>") { [UInt8($0.value)] },
    Case("windows-1252", declaring: "windows-1252", "<a>€é—0</a>") {
      $0 == "€" ? [0x80] : $0 == "—" ? [0x97] : [UInt8($0.value)]
    },
    Case("ISO-8859-15", declaring: "ISO-8859-15", "<a>€é0</a>") {
      $0 == "€" ? [0xA4] : [UInt8($0.value)]
    },
    Case("Shift_JIS", declaring: "Shift_JIS", "<a>本ｱ本0</a>") {
      $0 == "本" ? [0x96, 0x7B] : $0 == "ｱ" ? [0xB1] : [UInt8($0.value)]
    },
    Case("GB18030", declaring: "GB18030", "<a>域😀0</a>") {
      $0 == "域" ? [0xD3, 0xF2] : $0 == "😀" ? [0x94, 0x39, 0xFC, 0x36] : [UInt8($0.value)]
    },
  ]

  @Test("Every character is found, all at once and one by one", arguments: cases)
  func mapping(_ item: Case) throws {
    let text = try SourceText(item.bytes)
    var (offsets, expected) = ([0], [item.mark.count])
    for (character, bytes) in item.characters {
      offsets.append((offsets.last ?? 0) + character.utf8.count)
      expected.append((expected.last ?? 0) + bytes.count)
    }
    #expect(offsets.last == text.utf8Count)
    #expect(expected.last == item.bytes.count)
    #expect(try text.storedOffsets(of: offsets) == expected)
    for (offset, stored) in zip(offsets, expected) {
      #expect(try text.storedOffsets(of: [offset]) == [stored])
      #expect(try text.storedOffsets(of: [offset, offset]) == [stored, stored])
    }
    #expect(try text.storedOffsets(of: []) == [])
  }

  @Test("An offset behind the end is the end", arguments: cases)
  func behindTheEnd(_ item: Case) throws {
    let text = try SourceText(item.bytes)
    #expect(try text.storedOffsets(of: [text.utf8Count + 5]) == [item.bytes.count])
  }

  @Test("Ranges of the text are cut to what there is", arguments: cases)
  func ranges(_ item: Case) throws {
    let text = try SourceText(item.bytes)
    let whole = item.characters.map(\.text).joined()
    #expect(text.string(0..<(text.utf8Count + 9)) == whole)
    #expect(text.string(-9..<text.utf8Count) == whole)
    #expect(text.string(text.utf8Count..<(text.utf8Count + 9)).isEmpty)
    let start = whole.utf8.count - "</a>".utf8.count
    #expect(text.string(start..<(start + 4)) == "</a>")
    #expect(Array(text[start..<(start + 2)]) == Array("</".utf8))
  }
}
