import SourceXML
import Testing

@Suite("A position is a line, a column and an offset")
struct PositionTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var text: String
    var offset: Int
    var line: Int
    var column: Int
    var utf16Column: Int
    var testDescription: String { "\(text.debugDescription) at \(offset)" }

    init(_ text: String, _ offset: Int, is line: Int, _ column: Int, utf16: Int? = nil) {
      self.text = text
      self.offset = offset
      self.line = line
      self.column = column
      utf16Column = utf16 ?? column
    }
  }

  private static let cases = [
    Case("<a/>", 0, is: 1, 1), Case("<a/>", 3, is: 1, 4), Case("<a/>", 4, is: 1, 5),
    // A line ends with LF, which belongs to it.
    Case("<a>\nb\n\n</a>", 3, is: 1, 4), Case("<a>\nb\n\n</a>", 4, is: 2, 1),
    Case("<a>\nb\n\n</a>", 5, is: 2, 2), Case("<a>\nb\n\n</a>", 6, is: 3, 1),
    Case("<a>\nb\n\n</a>", 7, is: 4, 1), Case("<a>\nb\n\n</a>", 11, is: 4, 5),
    // The CR of a CRLF belongs to its line; a CR alone ends none.
    Case("<a>\r\nb", 3, is: 1, 4), Case("<a>\r\nb", 4, is: 1, 5), Case("<a>\r\nb", 5, is: 2, 1),
    Case("<a>\rb", 4, is: 1, 5),
    // Columns are bytes of UTF-8, or code units of UTF-16.
    Case("é€😀x", 2, is: 1, 3, utf16: 2), Case("é€😀x", 5, is: 1, 6, utf16: 3),
    Case("é€😀x", 9, is: 1, 10, utf16: 5), Case("é\n😀é\nx", 9, is: 2, 7, utf16: 4),
    Case("é\n😀é\nx", 10, is: 3, 1),
    // The end, also behind a last line end.
    Case("<a/>\n", 4, is: 1, 5), Case("<a/>\n", 5, is: 2, 1), Case("<a/>\r\n", 6, is: 2, 1),
    Case("\n\n", 0, is: 1, 1), Case("\n\n", 1, is: 2, 1), Case("\n\n", 2, is: 3, 1),
  ]

  @Test("Lines and columns are counted as compilers do", arguments: cases)
  func position(_ item: Case) throws {
    let text = try SourceText(Array(item.text.utf8))
    #expect(
      try text.position(at: item.offset)
        == SourcePosition(
          line: item.line, column: item.column, offset: item.offset,
          utf16Column: item.utf16Column))
  }

  @Test("A byte order mark counts in the offset and not in the column", arguments: cases)
  func mark(_ item: Case) throws {
    let text = try SourceText([0xEF, 0xBB, 0xBF] + Array(item.text.utf8))
    #expect(
      try text.position(at: item.offset)
        == SourcePosition(
          line: item.line, column: item.column, offset: item.offset + 3,
          utf16Column: item.utf16Column))
  }

  @Test("In UTF-16 only the offset differs", arguments: cases)
  func utf16Text(_ item: Case) throws {
    let text = try SourceText([0xFF, 0xFE] + utf16(item.text, bigEndian: false))
    let before = String(decoding: item.text.utf8.prefix(item.offset), as: UTF8.self)
    #expect(
      try text.position(at: item.offset)
        == SourcePosition(
          line: item.line, column: item.column, offset: 2 + 2 * before.utf16.count,
          utf16Column: item.utf16Column))
  }

  @Test("Many positions in one pass are those that one by one gives")
  func manyAtOnce() throws {
    let string = "<a>\r\n\nb é\n😀\n\n</a>\n"
    let text = try SourceText([0xFF, 0xFE] + utf16(string, bigEndian: false))
    let offsets = string.unicodeScalars.reduce(into: [0]) { offsets, scalar in
      offsets.append((offsets.last ?? 0) + String(scalar).utf8.count)
    }
    #expect(try text.positions(of: offsets) == offsets.map { try text.position(at: $0) })
    #expect(try text.positions(of: []) == [])
    #expect(
      try text.positions(of: offsets).map(\.line)
        == [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4, 5, 6, 6, 6, 6, 6, 7])
  }

  @Test("One line may be longer than a megabyte")
  func longLine() throws {
    let padding = 2_000_000
    let text = "<a>" + String(repeating: "x", count: padding) + "<b/></a>"
    let document = try SourceDocument(text)
    let element = try #require(document.elements.last)
    #expect(
      try document.position(at: element.startTag.lowerBound)
        == SourcePosition(line: 1, column: padding + 4, offset: padding + 3))
  }

  @Test("Lines are counted beyond 65,535, where libxml2's own number stops")
  func manyLines() throws {
    let lines = 200_000
    let text = "<a>" + String(repeating: "\r\n", count: lines) + "<b/></a>"
    let document = try SourceDocument(text)
    let element = try #require(document.elements.last)
    #expect(
      try document.position(at: element.startTag.lowerBound)
        == SourcePosition(line: lines + 1, column: 1, offset: 2 * lines + 3))
    let error = try refusal(of: String(text.dropLast("</a>".count)) + "\n  <c></b>")
    #expect(error.reason == .notWellFormed)
    #expect(error.position?.line == lines + 2)
  }
}
