import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("What a correction does, in a line for each place")
struct CorrectionSummaryTests {
  private func lines(
    _ bytes: [UInt8], _ policy: CorrectionPolicy = CorrectionPolicy()
  ) throws -> [String] {
    CorrectionSummary(try Correction(of: Export(SourceBytes(bytes)), policy: policy)).lines
  }

  /// A connector with a forest, and one partition where its options are given.
  private func connector(
    _ name: String, forest: String, partition: String? = nil, partitionName: String = "DC=p"
  ) -> String {
    let partitions = partition.map {
      "<ma-partition-data><partition><name>\(partitionName)</name><custom-data>"
        + "<adma-partition-data>\($0)</adma-partition-data></custom-data></partition>"
        + "</ma-partition-data>"
    }
    return "<ma-data><name>\(name)</name><category>AD</category><private-configuration>"
      + "<adma-configuration>\(forest)</adma-configuration></private-configuration>"
      + (partitions ?? "") + "</ma-data>"
  }

  private static let off = "<sign-and-seal>0</sign-and-seal>"

  @Test(
    "Of the samples",
    arguments: [
      ("secure", []),
      (
        "entra-connect",
        [
          "contoso.com, forest: sign-and-seal 0 → 1, and its parameter",
          "contoso.com, partition DC=contoso,DC=com: sign-and-seal 0 → 1, and its parameter",
          "contoso.com, partition DC=emea,DC=contoso,DC=com: sign-and-seal 0 → 1, and its parameter",
        ]
      ),
      (
        "mim-export-ma",
        [
          "Contoso accounts, forest: sign-and-seal 0 → 1",
          "Contoso accounts, partition DC=contoso,DC=com: sign-and-seal 0 → 1",
        ]
      ),
      (
        "twin-disagrees",
        [
          "fabrikam.com, forest: parameter sign-and-seal 0 → 1",
          "fabrikam.com, partition DC=fabrikam,DC=com: sign-and-seal 0 → 1",
        ]
      ),
      (
        "missing-in-one-line",
        [
          "contoso.com, forest: sign-and-seal missing → 1, and its parameter",
          "contoso.com, partition DC=contoso,DC=com: sign-and-seal missing → 1, and its parameter",
          "contoso.com, partition DC=emea,DC=contoso,DC=com: sign-and-seal missing → 1",
        ]
      ),
      (
        "awkward-values",
        [
          "contoso.com, forest: sign-and-seal 0 → 1, and its parameter",
          "contoso.com, partition DC=contoso,DC=com: sign-and-seal empty → 1, and its parameter",
          "contoso.com, partition DC=emea,DC=contoso,DC=com: sign-and-seal empty → 1, "
            + "and its parameter",
          "contoso.com, partition DC=apac,DC=contoso,DC=com: sign-and-seal ‹false› → 1, "
            + "parameter sign-and-seal ‹true› → 1",
          "contoso.com, partition DC=lab,DC=contoso,DC=com: sign-and-seal 0 → 1, "
            + "and its parameter",
          "contoso.com, partition DC=old,DC=contoso,DC=com: parameter sign-and-seal 0 → 1; "
            + "sign-and-seal empty → 1",
        ]
      ),
      (
        "iso-8859-1",
        [
          "Réseau für Fabrikam, forest: sign-and-seal 0 → 1",
          "Réseau für Fabrikam, partition DC=fabrikam,DC=com: sign-and-seal 0 → 1",
        ]
      ),
    ] as [(String, [String])])
  func samples(_ name: String, _ expected: [String]) throws {
    #expect(try lines(try Samples.bytes(name)) == expected)
  }

  @Test("Nested options are a place of their own")
  func nested() throws {
    #expect(
      try lines(try Samples.bytes("credentials")).last
        == "contoso.com, partition DC=emea,DC=contoso,DC=com, nested options: sign-and-seal 0 → 1")
  }

  @Test("What a policy adds is named too")
  func policy() throws {
    let policy = CorrectionPolicy(tls: .replace, hardens: true)
    #expect(
      try lines(try Samples.bytes("tls"), policy)[1]
        == "contoso.com, partition DC=contoso,DC=com: ssl-bind 1 → 0, and its parameter, "
        + "sign-and-seal 0 → 1, and its parameter")
    #expect(
      try lines(try Samples.bytes("low-security"), policy).last
        == "fabrikam.com, connector: allow-low-security 1 → 0")
  }

  @Test(
    "A value that is neither 0 nor 1 is quoted where it is a short word, and hidden where not",
    arguments: [
      ("yes", "‹yes›"), ("", "empty"), ("<!--c-->", "empty"), ("a\nb", "‹…›"),
      ("\u{202E}1", "‹…›"), ("True", "‹True›"), ("123456789012", "‹123456789012›"),
      ("1234567890123", "‹…›"), ("é", "‹…›"), ("a b", "‹…›"), ("<![CDATA[01]]>", "‹01›"),
    ])
  func odd(_ value: String, _ shown: String) throws {
    let text = connector("a", forest: "<sign-and-seal>\(value)</sign-and-seal>")
    #expect(try lines(Array(text.utf8)) == ["a, forest: sign-and-seal \(shown) → 1"])
  }

  @Test("Names are made safe to show")
  func names() throws {
    let text = connector(
      "a\u{202E}\u{200B}b&#10;c", forest: Self.off, partition: Self.off,
      partitionName: "DC=x&#9;\u{FEFF}y")
    #expect(
      try lines(Array(text.utf8)) == [
        "a\\u{202E}\\u{200B}b\\nc, forest: sign-and-seal 0 → 1",
        "a\\u{202E}\\u{200B}b\\nc, partition DC=x\\t\\u{FEFF}y: sign-and-seal 0 → 1",
      ])
  }

  @Test("Two connectors of one name have a line each")
  func sameName() throws {
    let text = "<a>" + String(repeating: connector("x", forest: Self.off), count: 2) + "</a>"
    let line = "x, forest: sign-and-seal 0 → 1"
    #expect(try lines(Array(text.utf8)) == [line, line])
  }

  @Test("Two partitions of one name have a line each")
  func samePartitionName() throws {
    let partition = "<adma-partition-data>\(Self.off)</adma-partition-data>"
    let text = connector("x", forest: "<sign-and-seal>1</sign-and-seal>", partition: Self.off)
      .replacing(
        "</partition>",
        with: "</partition><partition><name>DC=p</name><custom-data>\(partition)</custom-data>"
          + "</partition>")
    let line = "x, partition DC=p: sign-and-seal 0 → 1"
    #expect(try lines(Array(text.utf8)) == [line, line])
  }

  @Test("An element with an attribute name is no parameter")
  func attributeName() throws {
    let text = connector("x", forest: "<sign-and-seal name='y'>0</sign-and-seal>")
    #expect(try lines(Array(text.utf8)) == ["x, forest: sign-and-seal 0 → 1"])
  }
}
