import SourceXML
import Testing

@Suite("Attributes by where they stand in a start tag")
struct StartTagAttributesTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var tag: String
    /// Name, the whole attribute, its value.
    var attributes: [[String]]
    var testDescription: String { tag.debugDescription }

    init(_ tag: String, _ attributes: [String]...) {
      self.tag = tag
      self.attributes = attributes
    }
  }

  private static let cases = [
    Case("<a>"), Case("<a/>"), Case("<a \r\n/>"), Case("<sign-and-seal >"),
    Case("<a b='1'>", ["b", "b='1'", "1"]), Case("<a b=\"1\"/>", ["b", "b=\"1\"", "1"]),
    Case("<a b=''/>", ["b", "b=''", ""]), Case("<a\n\tb\r\n=\t'1' >", ["b", "b\r\n=\t'1'", "1"]),
    Case(
      "<a b='x=\"1\"' c=\"it's\"/>", ["b", "b='x=\"1\"'", "x=\"1\""], ["c", "c=\"it's\"", "it's"]),
    Case("<a b='>' c='/>'>", ["b", "b='>'", ">"], ["c", "c='/>'", "/>"]),
    Case("<a b='1'\n  c='2'\n>", ["b", "b='1'", "1"], ["c", "c='2'", "2"]),
    Case(
      "<a x:b='1' xmlns:x='urn:x'>", ["x:b", "x:b='1'", "1"],
      ["xmlns:x", "xmlns:x='urn:x'", "urn:x"]),
    Case("<é à='€' ß=\"&lt;\">", ["à", "à='€'", "€"], ["ß", "ß=\"&lt;\"", "&lt;"]),
    Case("<a b=' 1 '>", ["b", "b=' 1 '", " 1 "]),
  ]

  @Test("Names, ranges and values are exact", arguments: cases)
  func exact(_ item: Case) throws {
    // The slice begins elsewhere than at 0: ranges count within the tag.
    let bytes = Array("<r>é".utf8) + Array(item.tag.utf8) + Array("0</r>".utf8)
    let start = "<r>é".utf8.count
    let found = StartTagAttributes(bytes[start..<(start + item.tag.utf8.count)])
    let tag = Array(item.tag.utf8)
    func string(_ range: Range<Int>) -> String { String(decoding: tag[range], as: UTF8.self) }
    #expect(
      found.attributes.map { [$0.name, string($0.range), string($0.value)] } == item.attributes)
    for attribute in item.attributes {
      #expect(found[attribute[0]].map { string($0.range) } == attribute[1])
    }
    #expect(found["none"] == nil)
  }

  @Test("The attributes of a parsed tag are those that the parser gives")
  func parsed() throws {
    let document = try SourceDocument(
      "<parameter name=\"sign-and-seal\" type='string'\n use = \"partition\" dataType=\"String\">0</parameter>"
    )
    let root = try #require(document.elements.first)
    let tag = document.text[root.startTag]
    let found = StartTagAttributes(tag)
    #expect(found.attributes.map(\.name) == ["name", "type", "use", "dataType"])
    for attribute in found.attributes {
      let value = document.text.string(attribute.value)
      #expect(document.attribute(attribute.name, of: root) == value)
    }
  }
}
