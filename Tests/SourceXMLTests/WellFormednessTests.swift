import SourceXML
import TestSupport
import Testing

@Suite("What is not well-formed is refused")
struct WellFormednessTests {
  struct Case: Testing.CustomTestStringConvertible, Sendable {
    var text: String
    var line: Int
    var testDescription: String { text.debugDescription }

    init(_ text: String, line: Int) {
      self.text = text
      self.line = line
    }
  }

  private static let cases = [
    Case("x", line: 1), Case("\n", line: 2), Case("<", line: 1), Case("<a", line: 1),
    Case("<a>", line: 1), Case("<a>\n<b></a>", line: 2), Case("<a>\n\n</b>", line: 3),
    Case("<a/>\n<b/>", line: 2), Case("<a/>\ntext", line: 2), Case("text\n<a/>", line: 1),
    Case("<a>\n&b;</a>", line: 2), Case("<a>\n&#0;</a>", line: 2),
    Case("<a>\n&#xD800;</a>", line: 2), Case("<a>\n& </a>", line: 2),
    Case("<a>\n<b c=1/></a>", line: 2), Case("<a>\n<b c/></a>", line: 2),
    Case("<a>\n<b c='1' c='2'/></a>", line: 2), Case("<a>\n<b c='<'/></a>", line: 2),
    Case("<a>\n<b c='1'd='2'/></a>", line: 2), Case("<a>\n<!-- -- --></a>", line: 2),
    Case("<a>\n<x:b/></a>", line: 2), Case("<a>\n<b x:c='1'/></a>", line: 2),
    Case("<a>\n<b xmlns:x=''/></a>", line: 2), Case("<a>\n<1/></a>", line: 2),
    Case("<a>\n\u{1}</a>", line: 2), Case("<a>\n\u{FFFF}</a>", line: 2),
    Case(" <?xml version='1.0'?><a/>", line: 1), Case("<a>\n<?xml version='1.0'?></a>", line: 2),
    Case("<?xml?><a/>", line: 1), Case("<?xml version='1.0' encoding=''?><a/>", line: 1),
  ]

  @Test("The line and libxml2's words are named", arguments: cases)
  func refused(_ item: Case) throws {
    for pattern in [DocumentPattern.everything, DocumentPattern(roots: [:], otherRoot: .init())] {
      let error = try refusal(of: item.text, keeping: pattern)
      #expect(error.reason == .notWellFormed)
      #expect(error.message.hasPrefix("not well-formed XML"))
      #expect(!error.message.contains("\n"))
      let position = try #require(error.position)
      #expect(position.line == item.line)
      let text = try SourceText(Array(item.text.utf8))
      #expect(try text.position(at: position.offset) == position)
    }
  }

  @Test(
    "An error within text, a comment or a tag of many lines has its own line",
    arguments: [
      "<a>x\n\n]]></a>", "<a>x\n\n\u{1}</a>", "<a>x\n\n&b;</a>", "<a><!--\n\n -- --></a>",
      "<a><!--\n\n\u{1}--></a>", "<a><![CDATA[\n\n\u{1}]]></a>", "<a><?p\n\n\u{1}?></a>",
      "<a b='\n\n<'/>", "<a b='\n\n&b;'/>", "<a b=''\n\nb=''/>", "<a\n\n1=''/>",
    ])
  func manyLines(_ text: String) throws {
    let error = try refusal(of: text)
    #expect(error.reason == .notWellFormed)
    #expect(error.position?.line == 3)
  }

  @Test("The place of an error counts the stored bytes")
  func storedPlace() throws {
    let text = "<é>\n  <b></c></é>"
    let plain = try #require(try refusal(of: text).position)
    #expect(plain.line == 2)
    let marked = try refusal(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8)).position
    #expect(
      marked == SourcePosition(line: 2, column: plain.column, offset: plain.offset + 3))
    // "<é>\n" is one byte shorter in characters than in UTF-8.
    let wide = try refusal(of: [0xFE, 0xFF] + utf16(text, bigEndian: true)).position
    #expect(
      wide == SourcePosition(line: 2, column: plain.column, offset: 2 + 2 * (plain.offset - 1)))
  }

  private static let doctypes = [
    "<!DOCTYPE a>", "<!DOCTYPE a []>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>",
    "<!DOCTYPE a PUBLIC '-//A//B' 'a.dtd'>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]>", "<!DOCTYPE a [<!ATTLIST a b CDATA '1'>]>",
  ]

  @Test(
    "A document with a DOCTYPE is refused at the DOCTYPE, whatever stands in it",
    arguments: doctypes)
  func doctype(_ doctype: String) throws {
    let error = try refusal(of: "<?xml version='1.0'?>\n<!--é-->" + doctype + "<a>&b;</a>")
    #expect(error.reason == .documentType)
    #expect(error.position == SourcePosition(line: 2, column: 10, offset: 31, utf16Column: 9))
  }

  @Test(
    "The refused samples are refused for what is wrong with them",
    arguments: [
      ("contradicting-declaration", SourceError.Reason.encoding), ("deep", .limit),
      ("doctype", .documentType), ("empty", .empty), ("entities", .documentType),
      ("external-entity", .documentType), ("invalid-utf-8", .encoding),
      ("lone-surrogate", .encoding), ("not-xml", .notWellFormed), ("nul-byte", .encoding),
      ("odd-utf-16", .encoding), ("truncated", .notWellFormed), ("two-roots", .notWellFormed),
      ("undeclared-prefix", .notWellFormed),
    ])
  func samples(_ name: String, _ reason: SourceError.Reason) throws {
    let error = try refusal(of: try Samples.bytes("refused/" + name))
    #expect(error.reason == reason)
  }

  @Test("Wherever a document is cut, the rest is refused or whole", arguments: [false, true])
  func truncation(isWide: Bool) throws {
    let text = "<?xml version='1.0'?>\n<a b='é'><!--c--><d>&#48;<![CDATA[x]]></d><e/></a>"
    let bytes = isWide ? utf16(text, bigEndian: false) : Array(text.utf8)
    for count in 1..<bytes.count {
      let error = try refusal(of: Array(bytes[..<count]))
      #expect(error.reason == .notWellFormed || error.reason == .encoding)
      let offset = try #require(error.position?.offset)
      #expect(offset <= count)
    }
    #expect(try SourceDocument(bytes).names == ["a", "d", "e"])
  }

  @Test("What XML allows is accepted")
  func accepted() throws {
    let document = try SourceDocument(
      "<?xml version='1.0'?>\r\n<?p?><!--c--><a xml:space='preserve' xmlns='relative/name'>"
        + "\u{85}\u{2028}&#x10FFFF;]] ><b xmlns:x='urn:x' x:c='1' c='2'/></a>\r\n<!--c--><?p?>\r\n")
    #expect(document.names == ["a", "b"])
  }
}
