import SourceXML
import TestSupport
import Testing

@testable import ConnectorExport

@Suite("Which connectors of a document count")
struct CategoryTests {
  @Test(
    "Each category of Active Directory, also when a formatter has padded it",
    arguments: [
      ("AD", Category.activeDirectory), ("ADAM", .lightweight), ("AD GAL", .globalAddressList),
      ("\r\n    AD\r\n  ", .activeDirectory), ("<![CDATA[ADAM]]>", .lightweight),
      ("&#65;D", .activeDirectory),
    ])
  func known(_ text: String, _ category: Category) throws {
    let export = try ExportModel(ConnectorModel(category: text)).export()
    #expect(export.connectors.map(\.category) == [category])
    #expect(export.connectors.first?.options.count == 2)
  }

  @Test(
    "Every other category is left out, whatever it holds",
    arguments: ["Extensible2", "MSSQL", "FIM", "ad", "AD  GAL", "ADGAL", "AD DS", "", nil]
      as [String?])
  func other(_ text: String?) throws {
    let model = ExportModel(
      ConnectorModel(name: "other", category: text), ConnectorModel(name: "contoso.com"))
    #expect(try model.export().connectors.map(\.label.name) == ["contoso.com"])
  }

  @Test("Several connectors come in the order of the document, each with its own places")
  func several() throws {
    let model = ExportModel(
      ConnectorModel(
        identifier: "{1}", name: "a", forest: PlaceModel(signAndSeal: "0"), partitions: []),
      ConnectorModel(identifier: "{2}", name: "b", category: "FIM"),
      ConnectorModel(
        identifier: "{3}", name: "c", category: "ADAM", forest: PlaceModel(signAndSeal: "1"),
        partitions: [PartitionModel(name: "CN=x"), PartitionModel(name: "CN=y")]))
    let export = try model.export()
    #expect(export.connectors.map(\.label.identifier) == ["{1}", "{3}"])
    #expect(
      export.connectors.map { $0.options.map(\.place) }
        == [[.forest], [.forest, .partition("CN=x"), .partition("CN=y")]])
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.map(\.connector.name) == ["a", "c", "c"])
    #expect(findings.map(\.place) == [.forest, .partition("CN=x"), .partition("CN=y")])
  }

  @Test(
    "A connector stands alone or in any element",
    arguments: [nil, "saved-ma-configuration", "export-ma", "anything", "MA-DATA"] as [String?])
  func wrappers(_ name: String?) throws {
    let export = try ExportModel(ConnectorModel(), wrapper: name).export()
    #expect(export.connectors.map(\.label.title) == ["contoso.com"])
    let start = name.map { "<\($0) server='SYNC01'>".utf8.count } ?? 0
    #expect(export.connectors.first?.element.startTag.lowerBound == start)
  }

  @Test(
    "The product is told by the twins",
    arguments: [
      (PlaceModel(), PlaceModel(), Product.mim),
      (.both(signAndSeal: "0"), PlaceModel(), .entraConnect),
      (PlaceModel(), .both(signAndSeal: "0"), .entraConnect),
      (.both(signAndSeal: "1"), .both(signAndSeal: "1"), .entraConnect),
    ])
  func product(_ forest: PlaceModel, _ partition: PlaceModel, _ expected: Product) throws {
    let model = ExportModel(
      ConnectorModel(forest: forest, partitions: [PartitionModel(place: partition)]))
    #expect(try model.export().connectors.map(\.product) == [expected])
  }

  @Test("A parameter-values without parameters makes no twin, and none is missed")
  func noParameters() throws {
    let place = PlaceModel(signAndSeal: "1", extra: "<parameter-values/>")
    let export = try ExportModel(ConnectorModel(forest: place, partitions: [])).export()
    #expect(export.connectors.first?.product == .mim)
    #expect(Assessment(of: export, policy: CorrectionPolicy()).findings.isEmpty)
  }

  @Test(
    "Real exports are read",
    .enabled(if: RealExports.arePresent, Comment(rawValue: RealExports.absence)))
  func realExports() throws {
    let secure = try Export(SourceBytes(try RealExports.entraConnect()))
    #expect(secure.connectors.count == 1)
    let findings = Assessment(of: secure, policy: CorrectionPolicy()).findings
    #expect(findings.filter(\.isInsecure).isEmpty)
    let insecure = try Export(SourceBytes(try RealExports.insecureEntraConnect()))
    let rules = Assessment(of: insecure, policy: CorrectionPolicy()).findings.map(\.rule)
    let places = try #require(insecure.connectors.first?.options.count)
    #expect(places >= 2)
    #expect(rules.filter { $0 == .signAndSealOff }.count == places)
  }
}
