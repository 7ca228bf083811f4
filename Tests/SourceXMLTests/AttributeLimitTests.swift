import SourceXML
import Testing

@Suite("Start tags with too many attributes are refused")
struct AttributeLimitTests {
  private static let patterns = [
    DocumentPattern.everything, DocumentPattern(roots: [:], otherRoot: ElementPattern()),
  ]

  private func attributes(_ count: Int, padding: Int = 0, quote: String = "'") -> String {
    (0..<count).map { " a\($0)=\(quote)\(String(repeating: ">", count: padding))\(quote)" }.joined()
  }

  @Test(
    "A tag has as many attributes as the limit and no more, whether it is short or long",
    arguments: [0, 1, 40, 4_000], ["'", "\""])
  func attributes(padding: Int, quote: String) throws {
    var limits = SourceLimits.standard
    limits.attributes = 20
    for pattern in Self.patterns {
      for rest in ["", String(repeating: " ", count: 10_000)] {
        func text(_ count: Int) -> String {
          "<r>\n<b><a\(attributes(count, padding: padding, quote: quote))/></b>\(rest)</r>"
        }
        #expect(throws: Never.self) {
          try SourceDocument(text(20), keeping: pattern, limits: limits)
        }
        let error = try refusal(of: text(21), keeping: pattern, limits: limits)
        #expect(error.reason == .limit)
        #expect(error.message == "an element has more than 20 attributes")
        #expect(error.position == SourcePosition(line: 2, column: 4, offset: 7))
      }
    }
  }

  @Test("Namespace declarations count as attributes")
  func namespaces() throws {
    var limits = SourceLimits.standard
    limits.attributes = 3
    let two = "<a xmlns='urn:a' xmlns:b='urn:b'"
    #expect(throws: Never.self) { try SourceDocument(two + " c=''/>", limits: limits) }
    #expect(try refusal(of: two + " c='' d=''/>", limits: limits).reason == .limit)
  }

  @Test("The standard limit is 1,000")
  func standardLimit() throws {
    for pattern in Self.patterns {
      #expect(throws: Never.self) {
        try SourceDocument("<r><a\(attributes(1_000))/></r>", keeping: pattern)
      }
      #expect(
        try refusal(of: "<r><a\(attributes(1_001))/></r>", keeping: pattern).reason == .limit)
    }
  }

  @Test("A tag with a hundred thousand attributes is refused at once", .timeLimit(.minutes(1)))
  func manyAttributes() throws {
    let error = try refusal(of: "<r>\n<a\(attributes(100_000))/></r>")
    #expect(error.reason == .limit)
    #expect(error.position == SourcePosition(line: 2, column: 1, offset: 4))
  }

  @Test(
    "What looks like such a tag is none in a comment, a CDATA section, an instruction or text",
    arguments: [
      ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?p ", "?>"), ("&lt;", ""),
      ("<!-- <a", "> -->"), ("<![CDATA[ <a", "/> ]]>"), ("<?p <a", "> ?>"), ("<b/>", ""),
      ("<b>", "</b>"),
    ])
  func lookAlikes(_ start: String, _ end: String) throws {
    let document = try SourceDocument("<r>" + start + attributes(1_001) + end + "<c/></r>")
    #expect(document.names.last == "c")
  }

  @Test("Behind what only looks like such a tag, a real one is found")
  func behindLookAlikes() throws {
    let many = attributes(1_001)
    let error = try refusal(of: "<r><!-- \(many) -->\n<a\(many)/></r>")
    #expect(error.reason == .limit)
    #expect(error.position?.line == 2)
    #expect(error.position?.column == 1)
  }
}
