import SourceXML
import Testing

@Suite("Where an element stands")
struct ElementRangeTests {
  /// The tags and the content of the element `e` in a document.
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var before: String
    var startTag: String
    var content: String
    var endTag: String
    var after: String
    var testDescription: String { text.debugDescription }
    var text: String { before + startTag + content + endTag + after }

    init(_ before: String, _ startTag: String, _ content: String, _ endTag: String, _ after: String)
    {
      self.before = before
      self.startTag = startTag
      self.content = content
      self.endTag = endTag
      self.after = after
    }
  }

  private static let cases = [
    Case("<r>", "<e>", "", "</e>", "</r>"),
    Case("<r>", "<e>", "0", "</e>", "</r>"),
    Case("<r>", "<e/>", "", "", "</r>"),
    Case("<r>", "<e />", "", "", "</r>"),
    Case("<r>", "<e\r\n\t/>", "", "", "</r>"),
    Case("<r>", "<e\n>", "0", "</e\t\r\n>", "</r>"),
    Case("<r>", "<e a='>' b=\"/>\">", "0", "</e>", "</r>"),
    Case("<r>", "<e a='>'/>", "", "", "</r>"),
    Case("<r>", "<e a='\"' b=\"'\">", " ", "</e>", "</r>"),
    Case("<r>", "<e\n  a = '1'\n  b\t=\t\"2\"\n>", "0", "</e>", "</r>"),
    Case("<r>", "<e a=''/>", "", "", "<f/></r>"),
    Case("<r>", "<e>", "a > b", "</e>", "</r>"),
    Case("<r>", "<e>", "<!-- <e>0</e> -->", "</e>", "</r>"),
    Case("<r>", "<e>", "<![CDATA[<e></e>]]>", "</e>", "</r>"),
    Case("<r>", "<e>", "<?p </e>?>", "</e>", "</r>"),
    Case("<r>", "<e>", "<f/><g></g>", "</e>", "</r>"),
    Case("<r>", "<e xmlns='urn:a' a='1'>", "0", "</e>", "</r>"),
    Case("<r xmlns:x='urn:x'>", "<e x:a='1'>", "<x:f/>", "</e>", "</r>"),
    Case("<r><f/><g>0</g>\r\n", "<e>", "0", "</e>", "\r\n</r>\r\n"),
    Case(
      "<?xml version='1.0'?>\n<!-- < > -->\n<?p <e> ?>\n<r>", "<e>", "0", "</e>", "</r>\n<!--a-->"),
    Case("<r a='é'>😀", "<e b='€'>", "é", "</e>", "😀</r>"),
    Case("<r>&lt;e&gt;]]&gt;", "<e>", "&#60;", "</e>", "</r>"),
    Case("", "<e>", "0", "</e>", ""),
    Case("\n", "<e/>", "", "", "\n"),
  ]

  @Test("Tags and content are exact to the byte", arguments: cases)
  func exact(_ item: Case) throws {
    for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      try expect(item, in: try SourceDocument(mark + Array(item.text.utf8)))
    }
    // The byte order mark stands before a text that begins with a blank too.
    try expect(item, in: try SourceDocument([0xFF, 0xFE] + utf16(item.text, bigEndian: false)))
  }

  private func expect(_ item: Case, in document: SourceDocument) throws {
    let element = try #require(document.elements.first { document.name(of: $0) == "e" })
    let start = item.before.utf8.count
    #expect(element.startTag == start..<(start + item.startTag.utf8.count))
    #expect(element.range.upperBound == item.text.utf8.count - item.after.utf8.count)
    #expect(document.text.string(element.startTag) == item.startTag)
    #expect(document.text.string(element.content) == item.content)
    #expect(document.text.string(element.endTag) == item.endTag)
    #expect(
      document.text.string(element.range) == item.startTag + item.content + item.endTag)
    #expect(element.isEmptyTag == item.endTag.isEmpty)
  }

  @Test("In any document every element stands where it was written", arguments: 0..<50)
  func random(seed: UInt64) throws {
    let written = WrittenDocument(seed: seed)
    let document = try SourceDocument(written.text)
    #expect(document.names == written.elements.map(\.name))
    #expect(document.elements.map(\.startTag) == written.elements.map(\.startTag))
    #expect(document.elements.map(\.endTag) == written.elements.map(\.endTag))
    #expect(document.elements.map(\.index) == Array(document.elements.indices))
    for (element, parent) in zip(document.elements, written.elements.map(\.parent)) {
      #expect(document.parent(of: element)?.index == parent)
      let children = written.elements.indices.filter {
        written.elements[$0].parent == element.index
      }
      #expect(document.children(of: element).map(\.index) == children)
    }
  }
}
