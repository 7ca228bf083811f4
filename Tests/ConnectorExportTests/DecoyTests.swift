import SourceXML
import TestSupport
import Testing

@testable import ConnectorExport

@Suite("What only looks like the setting is left alone")
struct DecoyTests {
  private static let value = "<sign-and-seal>0</sign-and-seal>"
  private static let parameter = "<parameter name='sign-and-seal' use='partition'>0</parameter>"

  /// The places of an export where more XML can stand.
  enum Spot: Sendable, CaseIterable { case connector, forest, parameters, partition }

  private static let anywhere = [
    "<!-- \(value) -->", "<!-- \(parameter) -->", "<description><![CDATA[\(value)]]></description>",
    "<?p \(value)?>", "<description>&lt;sign-and-seal&gt;0&lt;/sign-and-seal&gt;</description>",
    "<Sign-And-Seal>0</Sign-And-Seal>", "<sign-and-seal-x>0</sign-and-seal-x>",
    "<x:sign-and-seal xmlns:x='urn:x'>0</x:sign-and-seal>",
    "<sign-and-seal xmlns='urn:x'>0</sign-and-seal>", "<x sign-and-seal='0'/>",
    "<ssl-binds>1</ssl-binds>", "<parameter name='sign-and-seal ' use='partition'>0</parameter>",
  ]

  private static let decoys: [(Spot, String)] =
    Spot.allCases.flatMap { spot in anywhere.map { (spot, $0) } }
    + [
      "<schema>\(value)<adma-configuration>\(value)</adma-configuration></schema>", value,
      parameter,
      "<schema><ma-partition-data><partition>\(value)</partition></ma-partition-data></schema>",
      "<private-configuration>\(value)</private-configuration>",
      "<private-configuration><other-configuration>\(value)</other-configuration></private-configuration>",
      "<ma-partition-data>\(value)</ma-partition-data>",
      "<adma-configuration>\(value)</adma-configuration>",
      "<ma-partition-data><partition>\(value)</partition></ma-partition-data>",
      "<ma-partition-data><partition><custom-data>\(value)</custom-data></partition></ma-partition-data>",
      "<ma-partition-data><x><partition><custom-data><adma-partition-data>\(value)"
        + "</adma-partition-data></custom-data></partition></x></ma-partition-data>",
      "<password-sync>\(value)</password-sync>", "<allow-low-security>1</allow-low-security>",
      "<parameter-values>\(parameter)</parameter-values>",
      "<ma-data><category>AD</category><private-configuration><adma-configuration>\(value)"
        + "</adma-configuration></private-configuration></ma-data>",
    ].map { (.connector, $0) }
    + [
      "<nested>\(value)</nested>", parameter, "<allow-low-security>1</allow-low-security>",
    ].map { (.forest, $0) }
    + [
      "<parameter name='sign-and-seal' use='global'>0</parameter>",
      "<parameter name='sign-and-seal' use=''>0</parameter>", "<x>\(parameter)</x>", value,
      "<parameter name='Sign-And-Seal' use='partition'>0</parameter>",
    ].map { (.parameters, $0) } + [(.partition, parameter)]

  private func model(_ spot: Spot, _ decoy: String) -> ExportModel {
    var connector = ConnectorModel(
      forest: .both(signAndSeal: "1"), partitions: [PartitionModel(place: .both(signAndSeal: "1"))])
    switch spot {
    case .connector: connector.extra = decoy
    case .forest: connector.forest?.extra = decoy
    case .parameters:
      connector.forest?.twins?.extra = decoy
      connector.partitions[0].place.twins?.extra = decoy
    case .partition: connector.partitions[0].place.extra = decoy
    }
    return ExportModel(connector)
  }

  @Test("Wherever a decoy stands, a secure export stays secure", arguments: decoys)
  func secure(_ spot: Spot, _ decoy: String) throws {
    let export = try model(spot, decoy).export()
    #expect(export.connectors.count == 1)
    let options = try #require(export.connectors.first).options
    #expect(options.map(\.place) == [.forest, .partition("DC=contoso,DC=com")])
    #expect(options.map(\.signAndSeal.nodes.count) == [2, 2])
    for policy in [CorrectionPolicy(), CorrectionPolicy(tls: .replace, hardens: true)] {
      #expect(Assessment(of: export, policy: policy).findings.isEmpty)
    }
  }

  @Test("A parameter that names no use is taken, one for connectivity too")
  func uses() throws {
    for use in ["", " use='connectivity'", " use='partition'"] {
      var place = PlaceModel.both(signAndSeal: "1")
      place.twins?.signAndSeal = nil
      place.twins?.extra = "<parameter name='sign-and-seal'\(use)>0</parameter>"
      let export = try ExportModel(
        ConnectorModel(forest: place, partitions: [PartitionModel(place: place)])
      ).export()
      let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
      #expect(findings.map(\.rule) == [.twinDisagrees, .twinDisagrees])
    }
  }

  @Test("Of the sample full of decoys the four values are found and nothing else")
  func sample() throws {
    let export = try Export(SourceBytes(try Samples.bytes("decoys")))
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.filter(\.isInsecure).map(\.rule) == [.signAndSealOff, .signAndSealOff])
    #expect(findings.flatMap(\.changes).count == 4)
  }
}
