import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Real exports", .enabled(if: RealExports.arePresent, "\(RealExports.absence)"))
struct RealExportTests {
  @Test(
    "turned off and patched, a real export is the original in every encoding",
    arguments: TestEncoding.allCases)
  func original(_ encoding: TestEncoding) throws {
    let original = encoding.encode(try RealExports.entraConnect())
    let insecure = encoding.encode(try RealExports.insecureEntraConnect())
    #expect(original != insecure)
    let correction = try correction(of: insecure)
    #expect(correction.edits.count == 4)
    #expect(Array(try correction.correctedBytes()) == original)
  }

  @Test(
    "with one node cut out, a real export gets it back byte for byte",
    arguments: [
      "<sign-and-seal>1</sign-and-seal><default-ssl-strength>",
      "<sign-and-seal>1</sign-and-seal><is-domain>",
      #"<parameter name="sign-and-seal" type="string" use="connectivity" dataType="String">1</parameter><parameter name="crl-check""#,
      #"<parameter name="sign-and-seal" type="string" use="partition" dataType="String">1</parameter><parameter name="last-dc""#,
    ])
  func missing(_ node: String) throws {
    let original = try RealExports.entraConnect()
    let text = String(decoding: original, as: UTF8.self)
    let found = try #require(text.firstRange(of: node))
    let closing = try #require(node.firstRange(of: "><"))
    var cut = text
    cut.removeSubrange(
      found
        .lowerBound..<text.index(
          found.lowerBound,
          offsetBy: node.distance(from: node.startIndex, to: closing.lowerBound) + 1))
    #expect(cut.utf8.count < original.count)
    #expect(try corrected(cut.utf8) == original)
  }

  @Test("a secure one is left alone")
  func secure() throws {
    let correction = try correction(of: try RealExports.entraConnect())
    #expect(correction.edits.isEmpty)
    #expect(!correction.assessment.fails)
  }

  @Test(
    "connectors of other categories are refused",
    arguments: ["entra-connect-ecma.xml", "mim-mssql.xml"])
  func others(_ name: String) throws {
    let bytes = try RealExports.bytes(name)
    #expect(throws: (any Error).self) { try correction(of: bytes) }
  }
}
