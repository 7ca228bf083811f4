import ConnectorExport
import Foundation
import RewriteEngine
import SourceXML
import TestSupport
import Testing

/// Inputs that once crashed the program, hung it, leaked, or were called a defect of the program.
@Suite("Regressions: hostile inputs")
struct HostileInputTests {
  static let off = "<sign-and-seal>0</sign-and-seal>"

  private func document(_ partition: String, forest: String = off) -> String {
    """
    <ma-data><id>{c}</id><name>c</name><category>AD</category><private-configuration>\
    <adma-configuration>\(forest)</adma-configuration></private-configuration><ma-partition-data>\
    <partition><id>{p1}</id><name>DC=p1</name><custom-data><adma-partition-data>\(partition)\
    </adma-partition-data></custom-data></partition></ma-partition-data></ma-data>
    """
  }

  private func correction(
    _ bytes: some Collection<UInt8>, _ policy: CorrectionPolicy = CorrectionPolicy()
  ) throws -> Correction {
    try Correction(of: Export(SourceBytes(bytes)), policy: policy)
  }

  private func corrected(_ text: String, _ policy: CorrectionPolicy = CorrectionPolicy()) throws
    -> String
  {
    let bytes = try correction(text.utf8, policy).correctedBytes()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("an encoding in which bytes depend on those before them crashed the splice")
  func statefulEncoding() throws {
    let head = #"<?xml version="1.0" encoding="iso-2022-jp"?>"#
    // 日 between its two escapes, as the value.
    let value: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]
    let parts = document("x", forest: "<sign-and-seal>@</sign-and-seal>").split(separator: "@")
    let bytes = Array(head.utf8) + Array(parts[0].utf8) + value + Array(parts[1].utf8)
    #expect { try correction(bytes).correctedBytes() } throws: {
      ($0 as? SourceError)?.reason == .encoding
    }
  }

  static let replace = CorrectionPolicy(tls: .replace)

  @Test("nested options under TLS made edits overlap")
  func nestedUnderTLS() throws {
    let text = document(
      "\(Self.off)<ssl-bind>1</ssl-bind><x>\(Self.off)</x>",
      forest: "<sign-and-seal>1</sign-and-seal>")
    let expected = text.replacing(">0<", with: ">1<").replacing("<ssl-bind>1", with: "<ssl-bind>0")
    #expect(try corrected(text, Self.replace) == expected)
    #expect(try corrected(text) == text)
  }

  @Test(
    "TLS was taken from a connection whose simple bind was written otherwise or elsewhere",
    arguments: [
      "<ssl-bind>1</ssl-bind><simple-bind>true</simple-bind>",
      "<ssl-bind>1</ssl-bind><simple-bind>1<x/></simple-bind>",
      "<ssl-bind>1</ssl-bind><simple-bind>0</simple-bind><x>\(off)<simple-bind>1</simple-bind></x>",
      "<ssl-bind>1</ssl-bind><simple-bind>1</simple-bind><x>\(off)<simple-bind>0</simple-bind></x>",
    ])
  func simpleBind(_ options: String) throws {
    #expect(try corrected(document(options), Self.replace).contains("<ssl-bind>1</ssl-bind>"))
  }

  @Test("TLS was taken from a partition while the forest binds simply")
  func simpleBindOfForest() throws {
    let text = document(
      "\(Self.off)<ssl-bind>1</ssl-bind>", forest: "\(Self.off)<simple-bind>1</simple-bind>")
    #expect(try corrected(text, Self.replace).contains("<ssl-bind>1</ssl-bind>"))
  }

  @Test(
    "legal XML was called a defect of the program",
    arguments: [
      (
        "<x>\(off)<y>\(off)</y>\(off)</x>",
        "<x><sign-and-seal>1</sign-and-seal><y><sign-and-seal>1</sign-and-seal></y><sign-and-seal>1</sign-and-seal></x>"
      ),
      ("<sign-and-seal><q><!----></q></sign-and-seal>", "<sign-and-seal>1<!----></sign-and-seal>"),
    ])
  func legal(_ options: String, _ becomes: String) throws {
    #expect(try corrected(document(options)).contains(becomes))
  }

  @Test(
    "a file cut inside a start tag was called a fault of libxml2",
    arguments: [
      "<ma-data", "<ma-data><name", "<ma-data><name ", "<ma-data><name a='",
      "<ma-data><private-configuration><adma-configuration x='1'",
    ])
  func cut(_ text: String) throws {
    #expect { try correction(text.utf8) } throws: {
      ($0 as? SourceError)?.reason == .notWellFormed
    }
  }

  @Test("a piece of a password stood in the message about its ampersand")
  func ampersand() throws {
    let text = document("<cookie>ab&c2VjcmV0;</cookie>")
    #expect { try correction(text.utf8) } throws: {
      ($0 as? SourceError).map { !$0.message.contains("c2VjcmV0") && $0.position != nil } == true
    }
  }

  @Test("a NUL ended what was read of a converted document")
  func nulInConvertedText() throws {
    let text = #"<?xml version="1.0" encoding="koi8-r"?>"# + document("x")
    #expect(throws: SourceError.self) { try correction(Array(text.utf8) + [0] + Array("<".utf8)) }
    #expect(try !correction(text.utf8).edits.isEmpty)
  }

  @Test("a stylesheet instruction passed for the XML declaration")
  func stylesheet() throws {
    let text = #"<?xml-stylesheet href="a.xsl" encoding="utf-16"?>"# + document(Self.off)
    #expect(try corrected(text) == text.replacing(">0<", with: ">1<"))
  }

  @Test("two equal xml:id made a document malformed")
  func duplicateIdentifiers() throws {
    let text = document("<a xml:id='i'/><b xml:id='i'/>")
    #expect(
      try corrected(text)
        == text.replacing(">0<", with: ">1<")
        .replacing("<b xml:id='i'/>", with: "<b xml:id='i'/><sign-and-seal>1</sign-and-seal>"))
  }

  @Test("a wrapper named like the setting hid the nested ones")
  func wrapper() throws {
    let text = "<sign-and-seal>\(document("\(Self.off)<x>\(Self.off)</x>"))</sign-and-seal>"
    #expect(try corrected(text) == text.replacing(">0<", with: ">1<"))
  }

  @Test("a label of a megabyte was repeated in every message")
  func longLabel() throws {
    let text = document("x").replacing("DC=p1", with: String(repeating: "p", count: 1_000_000))
    for finding in try correction(text.utf8).assessment.findings {
      #expect(finding.place.title.utf8.count < 2_000)
    }
  }

  @Test("many small elements in the options took time that grew with their square")
  func manyElements() throws {
    // 100,000 took 15 seconds in a release build; the test would run for minutes.
    let text = document(String(repeating: "<a/>", count: 100_000) + "<x>\(Self.off)</x>")
    #expect(try correction(text.utf8).edits.count == 3)
  }

  @Test(
    "nested options beside many of one option took time that grew with the product of their numbers",
    arguments: ["ssl-bind", "simple-bind", "sign-and-seal"])
  func manyNestedOptions(_ name: String) throws {
    // 20,000 took more than a minute in a release build.
    let count = 5_000
    let text = document(
      String(repeating: "<\(name)>0</\(name)>", count: count)
        + String(repeating: "<x>\(Self.off)</x>", count: count))
    let correction = try correction(text.utf8)
    let places = try #require(correction.export.connectors.first).options
    #expect(places.count == 2 + count)
    #expect(places.filter(\.sslBind.isInherited).count == count)
    let patched = try Export(correction.correctedBytes())
    let outcome = try Verification(original: correction.export, patched: patched).outcome
    #expect(outcome == .same)
  }

  @Test(
    "options within the value of a nested option made edits overlap",
    arguments: [
      "<ssl-bind>1</ssl-bind><ssl-bind>1<y>\(off)</y></ssl-bind>",
      "<ssl-bind>1<y>\(off)</y></ssl-bind><ssl-bind>1</ssl-bind>",
      "<ssl-bind>1</ssl-bind><ssl-bind>1\(off)</ssl-bind>",
    ])
  func optionsWithinOption(_ options: String) throws {
    // Whichever comes first, the node or the option that it stands in.
    for nested in ["<x>\(Self.off)\(options)</x>", "<x>\(options)\(Self.off)</x>"] {
      let text = document("<sign-and-seal>1</sign-and-seal>\(nested)")
      let corrected = try corrected(text, Self.replace)
      #expect(corrected.contains("<ssl-bind>0</ssl-bind><ssl-bind>0</ssl-bind>"), "\(corrected)")
      #expect(!corrected.contains(Self.off))
    }
    // Without a value of its own, what it stands in is no option.
    let bare = document("<sign-and-seal>1</sign-and-seal><x>\(options)</x>")
    #expect(try !self.corrected(bare).contains(Self.off))
  }

  @Test("a document that has as many names as it may gets those of what is inserted")
  func namesAtTheLimit() throws {
    let text = document("x", forest: "<parameter-values><parameter/></parameter-values>")
    var limits = SourceLimits.standard
    let export = try #require(
      (1...100).lazy.compactMap { names in
        limits.names = names
        return try? Export(SourceBytes(text.utf8), limits: limits)
      }.first)
    #expect(export.limits.names == 1)
    let correction = try Correction(of: export, policy: CorrectionPolicy())
    #expect(correction.edits.count == 3)
    #expect(throws: Never.self) { try correction.corrected() }
  }

  @Test(
    "a message was as long as a name or a list in the file",
    arguments: [
      "<\(String(repeating: "r", count: 40_000))/>",
      "<x>"
        + (0..<10_000).map { "<ma-data><category>FIM\($0)</category></ma-data>" }.joined()
        + "</x>",
      "<ma-data><category>\(String(repeating: "F", count: 40_000))</category></ma-data>",
    ])
  func longMessage(_ text: String) throws {
    let error = try #require(throws: ExportError.self) { try correction(text.utf8) }
    #expect(error.message.utf8.count < 500)
  }

  @Test(
    "what is no name but part of a password stays out of the parser's words",
    arguments: [
      "pa<S3cret>xx", "pa<x S3cret='1' S3cret='2'>xx</x>", "<S3cret:x/>", "<a S3cret>xx",
      "S3cret<b>",
      "<?S3c:ret x?>", "<x xmlns:S3cret=''/>",
      "<x xmlns:a='u' xmlns:b='u' a:S3cret='' b:S3cret=''/>",
      "&S3cret;", "<S3c:S3cret:S3c/>",
    ])
  func passwordInMarkup(_ password: String) throws {
    let text = document("<password>\(password)</password>")
    let error = try #require(throws: SourceError.self) {
      try Export(SourceBytes(Array(text.utf8)))
    }
    #expect(!error.message.contains("S3c"), "\(error.message)")
    #expect(error.position != nil)
  }
}
