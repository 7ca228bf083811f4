import SourceXML
import Testing

@Suite("No input makes the machine suffer")
struct LimitTests {
  private static let patterns: [(name: String, pattern: DocumentPattern)] = [
    ("kept", .everything), ("dropped", DocumentPattern(roots: [:], otherRoot: ElementPattern())),
    (
      "kept in part",
      DocumentPattern(
        roots: ["a": ElementPattern(["a": ElementPattern(["a": ElementPattern()])])],
        otherRoot: ElementPattern())
    ),
  ]

  private static func limits(_ change: (inout SourceLimits) -> Void) -> SourceLimits {
    var limits = SourceLimits.standard
    change(&limits)
    return limits
  }

  @Test("Elements nest as deep as the limit and no deeper", arguments: patterns.indices)
  func depth(index: Int) throws {
    let pattern = Self.patterns[index].pattern
    for depth in [1, 2, 3, 4, 5, 256] {
      let limits = Self.limits { $0.depth = depth }
      let deep = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
      #expect(throws: Never.self) {
        try SourceDocument(deep, keeping: pattern, limits: limits)
      }
      // Siblings do not count, and the place is that of the element that is too deep.
      let tooDeep =
        String(repeating: "<a>", count: depth - 1) + "<a></a>\n<a><b/></a>"
        + String(repeating: "</a>", count: depth - 1)
      let error = try #require(throws: SourceError.self) {
        try SourceDocument("<r>" + tooDeep + "</r>", keeping: pattern, limits: limits)
      }
      #expect(error.reason == .limit)
      #expect(error.message == "elements are nested more than \(depth) deep")
      let column = depth == 1 ? 4 : 3 * (depth + 1) - 2
      #expect(error.position == SourcePosition(line: 1, column: column, offset: column - 1))
    }
  }

  @Test("The standard limit of depth is 256", arguments: patterns.indices)
  func standardDepth(index: Int) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    let pattern = Self.patterns[index].pattern
    #expect(try SourceDocument(nested(256), keeping: pattern).elements.count >= 1)
    #expect(try refusal(of: nested(257), keeping: pattern).reason == .limit)
    #expect(try refusal(of: nested(100_000), keeping: pattern).reason == .limit)
  }

  @Test("As many namespaces as the limit may be in force", arguments: patterns.indices)
  func namespaces(index: Int) throws {
    let pattern = Self.patterns[index].pattern
    let limits = Self.limits { $0.namespaces = 6 }
    func nested(_ elements: Int, _ declarations: Int) -> String {
      let tags = (0..<elements).map { level in
        "<a" + (0..<declarations).map { " xmlns:n\(level)x\($0)='urn:n'" }.joined() + ">"
      }
      return tags.joined() + "<b/>" + String(repeating: "</a>", count: elements)
    }
    for (elements, declarations) in [(1, 6), (2, 3), (3, 2), (6, 1)] {
      #expect(throws: Never.self) {
        try SourceDocument(nested(elements, declarations), keeping: pattern, limits: limits)
      }
    }
    for (elements, declarations) in [(1, 7), (2, 4), (4, 2), (7, 1), (8, 1)] {
      let error = try #require(throws: SourceError.self, "\(elements) × \(declarations)") {
        try SourceDocument(nested(elements, declarations), keeping: pattern, limits: limits)
      }
      #expect(error.reason == .limit)
      #expect(error.message == "more than 6 namespaces are in force")
    }
  }

  @Test("Namespaces that are no longer in force do not count", arguments: patterns.indices)
  func formerNamespaces(index: Int) throws {
    let siblings = String(repeating: "<a xmlns:n='urn:n'/>", count: 50)
    let document = try SourceDocument(
      "<r>" + siblings + "</r>", keeping: Self.patterns[index].pattern,
      limits: Self.limits { $0.namespaces = 1 })
    #expect(document.names.first == "r")
  }

  @Test("A document has as many different names as the limit", arguments: patterns.indices)
  func differentNames(index: Int) throws {
    let pattern = Self.patterns[index].pattern
    let limits = Self.limits { $0.names = 20 }
    for (first, name) in [
      ("<e0/>", { (number: Int) in "<e\(number)/>" }), ("<e a0='long'/>", { "<e a\($0)='long'/>" }),
      ("<?p0 x?>", { "<?p\($0) x?>" }),
      ("<e xmlns='u0'/>", { "<e xmlns='u\($0)'/>" }),
    ] {
      func document(_ count: Int) -> String {
        // A name that is there already is not another one, in a tag behind it either.
        "<r>" + first + "\n" + (1..<count).map(name).joined() + first + "<r/></r>"
      }
      #expect(throws: Never.self) {
        try SourceDocument(document(18), keeping: pattern, limits: limits)
      }
      let error = try #require(throws: SourceError.self) {
        try SourceDocument(document(21), keeping: pattern, limits: limits)
      }
      #expect(error.reason == .limit)
      #expect(error.message == "there are more than 20 different names")
      #expect(error.position?.line == 2)
    }
  }

  @Test("As many elements are kept as the limit allows")
  func keptElements() throws {
    let limits = Self.limits { $0.keptElements = 3 }
    #expect(try SourceDocument("<a><b/><c/></a>", limits: limits).elements.count == 3)
    let error = try refusal(of: "<a><b/>\n<c/>\n<d/></a>", limits: limits)
    #expect(error.reason == .limit)
    #expect(error.message == "the connection options have more than 3 elements")
    #expect(error.position == SourcePosition(line: 3, column: 1, offset: 13))
  }

  @Test("What is dropped does not count among the kept elements")
  func droppedElements() throws {
    let pattern = DocumentPattern(roots: [:], otherRoot: ElementPattern(["c": .subtree]))
    let text = "<a>" + String(repeating: "<b><c/></b>", count: 100) + "<c/></a>"
    let document = try SourceDocument(
      text, keeping: pattern, limits: Self.limits { $0.keptElements = 2 })
    #expect(document.names == ["a", "c"])
  }

  @Test("A file is no larger than the limit")
  func bytes() throws {
    let limits = Self.limits { $0.bytes = 10 }
    #expect(try SourceText(Array("<a>0123</>".utf8), limits: limits).utf8Count == 10)
    let error = try refusal(of: "<a>01234</>", limits: limits)
    #expect(error.reason == .limit)
    #expect(error.message == "the file is larger than the limit of 10 bytes")
    #expect(error.position == nil)
  }

  @Test("A text, and a tag, have as many bytes as the limit", arguments: patterns.indices)
  func text(index: Int) throws {
    let pattern = Self.patterns[index].pattern
    let limits = Self.limits { $0.text = 5_000 }
    func documents(_ count: Int) -> [String] {
      // The tag before a text counts: what is limited is the stretch from one < to the next.
      let filler = String(repeating: "x", count: count - 3)
      return [
        "<r>\n<a>\(filler)</a></r>", "<r>\n<a b='\(filler.dropFirst(6))'/><c/></r>",
        "<r>\n<!--\(filler.dropFirst(4))--></r>",
      ]
    }
    for text in documents(5_000) {
      #expect(throws: Never.self) { try SourceDocument(text, keeping: pattern, limits: limits) }
    }
    for text in documents(5_001) {
      let error = try refusal(of: text, keeping: pattern, limits: limits)
      #expect(error.reason == .limit)
      #expect(error.message == "a text or a tag is longer than 5000 bytes")
      #expect(error.remedy.hasSuffix("or raise --max-text"))
      #expect(error.position == SourcePosition(line: 2, column: 1, offset: 4))
    }
  }

  @Test("A name has as many bytes as the limit", arguments: patterns.indices)
  func names(index: Int) throws {
    let pattern = Self.patterns[index].pattern
    let limits = Self.limits { $0.name = 4_096 }
    func documents(_ count: Int) -> [String] {
      let name = String(repeating: "n", count: count)
      return [
        "<r>\n<\(name)/></r>", "<r>\n<\(name)></\(name)></r>", "<r>\n<a b='' \(name)='1'/></r>",
      ]
    }
    for text in documents(4_096) {
      #expect(throws: Never.self) { try SourceDocument(text, keeping: pattern, limits: limits) }
    }
    for text in documents(4_097) {
      let error = try refusal(of: text, keeping: pattern, limits: limits)
      #expect(error.reason == .limit)
      #expect(error.message == "a name is longer than 4096 bytes")
      #expect(error.remedy.hasSuffix("or raise --max-name"))
    }
    // What only looks like a tag has no name.
    let name = String(repeating: "n", count: 9_000)
    for text in [
      "<r><!-- <\(name) --></r>", "<r><![CDATA[<\(name)]]></r>", "<r><?p <\(name)?></r>",
    ] {
      #expect(throws: Never.self) { try SourceDocument(text, keeping: pattern, limits: limits) }
    }
  }

  @Test("Lines are counted beyond 65,535, where libxml2's own count stops")
  func manyLines() throws {
    let error = try refusal(of: "<a>" + String(repeating: "\n", count: 70_000) + "<b></a>")
    #expect(error.position?.line == 70_001)
  }

  @Test("A text that grows beyond the limit as UTF-8 is refused too")
  func convertedBytes() throws {
    let head = Array(declaration("latin1").utf8)
    let bytes = head + [UInt8](repeating: 0xE9, count: 10)
    func limits(_ count: Int) -> SourceLimits { Self.limits { $0.bytes = count } }
    #expect(try SourceText(bytes, limits: limits(head.count + 20)).utf8Count == head.count + 20)
    #expect(try refusal(of: bytes, limits: limits(head.count + 19)).reason == .limit)
  }

  @Test("A text node may have more than 10,000,000 bytes")
  func largeText() throws {
    let text = String(repeating: "0123456789", count: 1_100_000)
    let document = try SourceDocument("<a><b>" + text + "</b><c>1</c></a>")
    #expect(document.names == ["a", "b", "c"])
    #expect(document.elements[1].content.count == 11_000_000)
    #expect(document.content(of: document.elements[2]).value == "1")
  }

  @Test("An attribute, a comment and a CDATA section may have more than 10,000,000 bytes")
  func largeMarkup() throws {
    let text = String(repeating: "0123456789", count: 1_100_000)
    let document = try SourceDocument(
      "<a b='\(text)'><!--\(text)--><![CDATA[\(text)]]><c>1</c></a>")
    #expect(document.names == ["a", "c"])
    #expect(document.elements[0].startTag == 0..<11_000_008)
    #expect(document.elements[1].startTag.lowerBound == 33_000_027)
  }
}
