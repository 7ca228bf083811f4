import SourceXML
import Testing

@Suite("A pattern keeps what it names and drops the rest")
struct ElementPatternTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var testDescription: String
    var pattern: DocumentPattern
    var text: String
    var names: [String]

    init(_ description: String, _ pattern: DocumentPattern, _ text: String, _ names: [String]) {
      testDescription = description
      self.pattern = pattern
      self.text = text
      self.names = names
    }
  }

  private static let tree = "<r><a><b><c/></b><d/></a><e><a><b/></a></e><b/></r>"

  private static func root(_ pattern: ElementPattern) -> DocumentPattern {
    DocumentPattern(roots: ["r": pattern], otherRoot: ElementPattern())
  }

  private static let cases = [
    Case("the root alone", root(ElementPattern()), tree, ["r"]),
    Case("everything", root(.subtree), tree, ["r", "a", "b", "c", "d", "e", "a", "b", "b"]),
    Case("a child", root(ElementPattern(["a": ElementPattern()])), tree, ["r", "a"]),
    Case("a subtree", root(ElementPattern(["a": .subtree])), tree, ["r", "a", "b", "c", "d"]),
    Case(
      "a path", root(ElementPattern(["a": ElementPattern(["b": ElementPattern()])])), tree,
      ["r", "a", "b"]),
    Case(
      "a path below a name that is there elsewhere",
      root(ElementPattern(["e": ElementPattern(["a": ElementPattern()])])), tree, ["r", "e", "a"]),
    Case(
      "several", root(ElementPattern(["b": .subtree, "e": ElementPattern()])), tree,
      ["r", "e", "b"]),
    Case("a name that is not there", root(ElementPattern(["x": .subtree])), tree, ["r"]),
    Case(
      "another root", root(.subtree), "<s><a/></s>", ["s"]),
    Case(
      "another root with a pattern",
      DocumentPattern(roots: ["r": .subtree], otherRoot: ElementPattern(["a": .subtree])),
      "<s><a><b/></a><c/></s>", ["s", "a", "b"]),
    Case(
      "a prefix makes another name", root(ElementPattern(["a": .subtree])),
      "<r xmlns:x='urn:x'><x:a><a/></x:a><a/></r>", ["r", "a"]),
    Case(
      "prefixes within a subtree", root(ElementPattern(["a": .subtree])),
      "<r xmlns:x='urn:x'><a><x:b><c/></x:b></a></r>", ["r", "a", "b", "c"]),
    Case(
      "a root with a prefix is another root", root(.subtree),
      "<x:r xmlns:x='urn:x'><a/></x:r>", ["r"]),
    Case(
      "a longer name", root(ElementPattern(["a": .subtree])), "<r><ab/><a/><a-b/></r>", ["r", "a"]),
    Case(
      "a name in another case", root(ElementPattern(["a": .subtree])), "<r><A/><a/></r>",
      ["r", "a"]),
    Case(
      "behind what was dropped", root(ElementPattern(["a": ElementPattern(["b": .subtree])])),
      "<r><x><a><b/></a></x><a><x><b/></x><b/></a><x/><a><b/></a></r>",
      ["r", "a", "b", "a", "b"]),
  ]

  @Test("The kept elements are those of the pattern", arguments: cases)
  func kept(_ item: Case) throws {
    let document = try SourceDocument(item.text, keeping: item.pattern)
    #expect(document.names == item.names)
    for element in document.elements {
      #expect(document.text.string(element.startTag).contains(document.name(of: element)))
    }
  }

  @Test("What is dropped cannot be selected, and the ancestors of what is kept can")
  func selection() throws {
    let document = try SourceDocument(
      Self.tree, keeping: Self.root(ElementPattern(["a": ElementPattern(["b": ElementPattern()])])))
    #expect(try document.select("//b").count == 1)
    #expect(try document.select("//c | //d | //e").isEmpty)
    #expect(try document.select("//b/ancestor::*").map(\.index) == [0, 1])
  }

  @Test("Large dropped elements are noted with their exact ranges")
  func dropped() throws {
    let padding = String(repeating: "<x y='>'/>é", count: 100)
    let large = "<schema a='1'>\(padding)</schema >"
    let empty = "<schema a='\(String(repeating: ">", count: 2_000))'/>"
    let small = "<schema>\(String(repeating: "x", count: 1_000))</schema>"
    let limit = "<schema>\(String(repeating: "x", count: 1_007))</schema>"
    #expect(small.utf8.count < 1_024 && limit.utf8.count == 1_024)
    let pieces = ["<r>", large, "é<a>", large, "<b/>", empty, "</a>", small, limit, large, "</r>"]
    let document = try SourceDocument(
      pieces.joined(),
      keeping: Self.root(ElementPattern(["a": ElementPattern(["b": ElementPattern()])])))
    #expect(document.names == ["r", "a", "b"])
    #expect(
      document.dropped.map { document.text.string($0) } == [large, large, empty, limit, large])
    let firstEnd = 3 + large.utf8.count
    #expect(document.dropped.first == 3..<firstEnd)
    #expect(document.dropped.dropFirst().first?.lowerBound == firstEnd + 2 + 3)
  }

  @Test("What is kept is not noted as dropped, however large")
  func nothingDropped() throws {
    let text = "<r><a>" + String(repeating: "x", count: 5_000) + "</a></r>"
    #expect(try SourceDocument(text).dropped == [])
  }
}
