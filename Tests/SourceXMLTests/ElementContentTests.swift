import SourceXML
import TestSupport
import Testing

@Suite("What stands between the tags of an element")
struct ElementContentTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var source: String
    var value: String
    var ranges: [Range<Int>]
    var hasElements: Bool
    var testDescription: String { source.debugDescription }

    init(_ source: String, _ value: String, _ ranges: Range<Int>..., hasElements: Bool = false) {
      self.source = source
      self.value = value
      self.ranges = ranges
      self.hasElements = hasElements
    }
  }

  private static let texts = [
    Case("0", "0", 0..<1), Case("", ""), Case(" ", ""), Case("\r\n\t ", ""),
    Case("\r\n  0\r\n", "0", 4..<5), Case("true", "true", 0..<4), Case(" a b ", "a b", 1..<4),
    Case("é", "é", 0..<2), Case(" 😀\n", "😀", 1..<5),
    // A no-break space is no white space in XML.
    Case("\u{A0}0", "\u{A0}0", 0..<3),
    // The parser makes every line end LF.
    Case("a\r\nb", "a\nb", 0..<4), Case("a\rb", "a\nb", 0..<3), Case("a\r\rb", "a\n\nb", 0..<4),
    Case("a\n\rb", "a\n\nb", 0..<4), Case("a\r\n\r\nb", "a\n\nb", 0..<6), Case("0\r", "0", 0..<1),
  ]

  private static let references = [
    Case("&#48;", "0", 0..<5), Case("&#x30;", "0", 0..<6), Case(" &#49; ", "1", 1..<6),
    Case("1&#48;", "10", 0..<6), Case("&#128512;&#x1F600;", "😀😀", 0..<18),
    Case("&lt;&gt;&amp;&quot;&apos;", "<>&\"'", 0..<25), Case("&amp;#48;", "&#48;", 0..<9),
    Case("a&#13;b", "a\rb", 0..<7), Case("a&#13;&#10;b", "a\r\nb", 0..<12),
  ]

  private static let sections = [
    Case("<![CDATA[0]]>", "0", 0..<13), Case("\n<![CDATA[ 0 ]]> ", "0", 1..<16),
    Case("<![CDATA[0]]><![CDATA[1]]>", "01", 0..<26), Case("1<![CDATA[0]]>", "10", 0..<14),
    Case("<![CDATA[&#48;]]>", "&#48;", 0..<17), Case("<![CDATA[<b>0</b>]]>", "<b>0</b>", 0..<20),
    Case("<![CDATA[]]]]>", "]]", 0..<14), Case("<![CDATA[a]]b]]>", "a]]b", 0..<16),
    Case("<![CDATA[<!--0-->]]>", "<!--0-->", 0..<20),
    Case("<![CDATA[a\r\nb\rc]]>", "a\nb\nc", 0..<18), Case("<![CDATA[a\r]]>\nb", "a\n\nb", 0..<16),
  ]

  private static let asides = [
    Case("<!--c-->0", "0", 8..<9), Case("0<!--c-->", "0", 0..<1), Case("<!--0-->", ""),
    Case("1<!--0-->0", "10", 0..<1, 9..<10), Case(" 1 <!-- 0 --> 0 ", "1  0", 1..<2, 14..<15),
    Case("<?p 0?>1", "1", 7..<8), Case("1<?p a > b?>", "1", 0..<1), Case("<?p?><!----> ", ""),
    Case("<!-- <b> & ]]> -->0", "0", 18..<19), Case("<!--a--><!--b-->0", "0", 16..<17),
    Case("1<!--a-->&#48;<?p?><![CDATA[0]]>", "100", 0..<1, 9..<14, 19..<32),
    Case("<!-- <![CDATA[ -->0<!-- ]]> -->", "0", 18..<19), Case("<?p <!-- ?>0", "0", 11..<12),
  ]

  private static let elements = [
    Case("<b/>", "", 0..<4, hasElements: true), Case("0<b/>", "0", 0..<5, hasElements: true),
    Case(" <b>0</b> ", "0", 1..<9, hasElements: true),
    Case("<b c='>'>0</b >", "0", 0..<15, hasElements: true),
    Case("<b c=\"'>'\" d='\"/>'/>1", "1", 0..<21, hasElements: true),
    Case("1<!--c--><b/>", "1", 0..<1, 9..<13, hasElements: true),
  ]

  @Test(
    "Value and ranges are exact", arguments: texts + references + sections + asides + elements)
  func exact(_ item: Case) throws {
    // Behind characters of several bytes and before more text, so that neither border is one of the file.
    let head = "<r>é😀<a>"
    let document = try SourceDocument(head + item.source + "</a>0<!--c-->0</r>")
    let element = try #require(document.elements.dropFirst().first)
    let content = document.content(of: element)
    #expect(content.value == item.value)
    #expect(Array(content.value.utf8) == Array(item.value.utf8))
    let start = head.utf8.count
    #expect(
      content.valueRanges == item.ranges.map { ($0.lowerBound + start)..<($0.upperBound + start) })
    #expect(content.hasElements == item.hasElements)
  }

  @Test("An empty tag has no content")
  func emptyTag() throws {
    let document = try SourceDocument("<r><a b='1'/>0</r>")
    let content = document.content(of: try #require(document.elements.last))
    #expect(content.value.isEmpty && content.valueRanges.isEmpty && !content.hasElements)
  }

  @Test(
    "However the pieces follow one another, the value is that of the parser", arguments: 0..<20)
  func random(seed: UInt64) throws {
    let pieces: [(source: String, value: String)] = [
      ("0", "0"), ("1", "1"), ("x y", "x y"), (" ", " "), ("\n", "\n"), ("\t", "\t"),
      ("&#48;", "0"), ("&#x1F600;", "😀"), ("&amp;", "&"), ("é", "é"),
      ("<![CDATA[0]]>", "0"), ("<![CDATA[ <b> ]]>", " <b> "), ("<![CDATA[]]>", ""),
      ("<!--0-->", ""), ("<?p 1?>", ""), ("<!-- ]]> &-->", ""),
    ]
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let chosen = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        generator.pick(pieces)
      }
      let source = chosen.map(\.source).joined()
      let document = try SourceDocument("<a>" + source + "</a>")
      let root = try #require(document.elements.first)
      let content = document.content(of: root)
      let blanks: Set<Character> = [" ", "\n", "\t"]
      let value = chosen.map(\.value).joined().drop { blanks.contains($0) }
      let trimmed = String(value.reversed().drop { blanks.contains($0) }.reversed())
      #expect(content.value == trimmed, "\(source)")
      try expectRangesAreTheValue(content, of: document, source)
    }
  }

  /// Without what stands in the ranges the value is empty; what is left is asides and white space.
  private func expectRangesAreTheValue(
    _ content: ElementContent, of document: SourceDocument, _ source: String
  ) throws {
    var bytes = Array(document.text.bytes)
    for (range, next) in zip(content.valueRanges, content.valueRanges.dropFirst()) {
      #expect(range.upperBound < next.lowerBound, "\(source)")
    }
    for range in content.valueRanges.reversed() {
      let (first, last) = (bytes[range.lowerBound], bytes[range.upperBound - 1])
      #expect(!first.isXMLBlank && !last.isXMLBlank, "\(source)")
      bytes.removeSubrange(range)
    }
    let rest = try SourceDocument(bytes)
    let left = rest.content(of: try #require(rest.elements.first))
    #expect(left.value.isEmpty && left.valueRanges.isEmpty, "\(source)")
  }
}
