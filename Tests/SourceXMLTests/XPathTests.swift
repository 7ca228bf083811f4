import SourceXML
import Testing

@Suite("XPath selects elements")
struct XPathTests {
  private static let text = """
    <r><a id='1'><b>0</b><b u='x'>1</b><c><b u='y'>2</b></c></a><d><a id='2'><b u='x'>3</b></a>\
    <b>4</b></d><e xmlns='urn:e'><b>5</b></e></r>
    """

  @Test(
    "From the document",
    arguments: [
      ("/r", ["r"]), ("/*", ["r"]), ("/a", []), ("a", []), ("r", ["r"]), ("r/a/b", ["0", "1"]),
      ("/r/a/b", ["0", "1"]), ("//b", ["0", "1", "2", "3", "4"]), ("/r/*/b", ["0", "1", "4"]),
      ("//b[@u='x']", ["1", "3"]), ("//b[not(@u)]", ["0", "4"]), ("//a[@id='2']/b", ["3"]),
      ("/r/a/b[2]", ["1"]), ("/r/a/b[last()]", ["1"]),
      ("//b[ancestor::d]", ["3", "4"]), ("//*[local-name()='b'][5]", []), ("//e", []),
      ("//*[local-name()='e']/*", ["5"]),
      // Unions and reverse axes too come in document order.
      ("//d/b | //a/b", ["0", "1", "3", "4"]),
      ("/r/d/b | /r/d/a/b | /r/a/b", ["0", "1", "3", "4"]),
      ("//d/b/preceding::b", ["0", "1", "2", "3"]), ("//b | //b", ["0", "1", "2", "3", "4"]),
      // What is no element is left out.
      // Nor is there text in the tree: values are read from the source.
      ("//b/text()", []), ("//b[.='2']", []), ("//@id", []), ("/", []),
      ("//b | //@id", ["0", "1", "2", "3", "4"]),
      ("count(//b)", []), ("'text'", []), ("1 = 1", []), ("//nothing", []),
    ])
  func document(_ path: String, _ expected: [String]) throws {
    let document = try SourceDocument(Self.text)
    let found = try document.select(XPathExpression(path))
    #expect(found.map { label($0, in: document) } == expected)
  }

  @Test(
    "From an element",
    arguments: [
      ("b", ["0", "1"]), ("*/b", ["2"]), (".//b", ["0", "1", "2"]), ("/r/d/b", ["4"]),
      ("c/b | b", ["0", "1", "2"]), ("..", ["r"]), ("../d/a/b", ["3"]), (".", ["a"]), ("a", []),
      ("following::b", ["3", "4"]), ("b[@u]", ["1"]),
    ])
  func element(_ path: String, _ expected: [String]) throws {
    let document = try SourceDocument(Self.text)
    let start = try #require(document.elements.dropFirst().first)
    #expect(document.name(of: start) == "a")
    let found = try document.select(XPathExpression(path), from: start)
    #expect(found.map { label($0, in: document) } == expected)
  }

  /// The text of a `b`, the name of another element.
  private func label(_ element: SourceElement, in document: SourceDocument) -> String {
    let name = document.name(of: element)
    return name == "b" ? document.content(of: element).value : name
  }

  @Test("An expression may be used again, from elsewhere")
  func reuse() throws {
    let document = try SourceDocument(Self.text)
    let containers = try document.select("//a")
    let path: XPathExpression = "b"
    for _ in 0..<3 {
      #expect(try containers.map { try document.select(path, from: $0).count } == [2, 1])
      #expect(try document.select(path).isEmpty)
    }
  }

  @Test(
    "What is no XPath is an error",
    arguments: ["", "//", "b[", "b[@u='x]", "nothing()", "$variable", "x:b"])
  func invalid(_ path: String) throws {
    let document = try SourceDocument(Self.text)
    let error = try #require(throws: SourceError.self) {
      try document.select(XPathExpression(path))
    }
    #expect(error.reason == .parser)
    #expect(error.message == "XPath \(path) cannot be evaluated")
    #expect(try document.select("//b").count == 5)
  }

  @Test("Attributes are read by their name, references resolved")
  func attributes() throws {
    let document = try SourceDocument(
      "<a b='1' c=\"'\" d='&#48;&lt;' e='' x:b='2' xmlns:x='urn:x' f='x\r\n\ty'/>")
    let root = try #require(document.elements.first)
    let expected = ["b": "1", "c": "'", "d": "0<", "e": "", "f": "x  y"]
    for (name, value) in expected { #expect(document.attribute(name, of: root) == value) }
    for name in ["g", "x:b", "xmlns", "B"] { #expect(document.attribute(name, of: root) == nil) }
  }
}
