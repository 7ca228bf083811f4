import SourceXML
import Testing

@testable import ConnectorExport

@Suite("The places of a connector")
struct PlaceTests {
  private func options(_ connector: ConnectorModel) throws -> [ConnectionOptions] {
    try #require(try ExportModel(connector).export().connectors.first).options
  }

  private func partition(_ extra: String, _ name: String? = "DC=p") -> PartitionModel {
    PartitionModel(name: name, place: PlaceModel(extra: extra))
  }

  @Test("The forest comes first, then the partitions in the export's order")
  func order() throws {
    let partitions = ["DC=z", "DC=a", "DC=m"].map { PartitionModel(name: $0) }
    let found = try options(ConnectorModel(partitions: partitions))
    #expect(
      found.map(\.place)
        == [.forest, .partition("DC=z"), .partition("DC=a"), .partition("DC=m")])
    #expect(
      found.map(\.place.title)
        == ["forest", "partition DC=z", "partition DC=a", "partition DC=m"])
    #expect(Place.connector.title == "connector")
    #expect(Place.credentials("DC=z").title == "partition DC=z, nested options")
  }

  @Test(
    "A partition is known by its name, else by its identifier",
    arguments: [
      ("{1}", "DC=a", "DC=a", "{1}"), ("{1}", nil, "{1}", "{1}"), (nil, "DC=a", "DC=a", nil),
      (nil, nil, "", nil), ("{1}", "\n  DC=a&amp;b\n", "DC=a&b", "{1}"),
    ] as [(String?, String?, String, String?)])
  func naming(
    _ identifier: String?, _ name: String?, _ shown: String, _ identified: String?
  ) throws {
    let found = try options(
      ConnectorModel(
        forest: nil, partitions: [PartitionModel(identifier: identifier, name: name)]))
    #expect(found.map(\.place) == [.partition(shown)])
    #expect(found.map(\.partitionIdentifier) == [identified])
  }

  @Test(
    "A partition that is not synchronised is read and corrected too",
    arguments: [("1", true), ("0", false), ("\n 1 ", true), ("true", false), (nil, nil)]
      as [(String?, Bool?)])
  func selection(_ text: String?, _ expected: Bool?) throws {
    let model = ExportModel(
      ConnectorModel(forest: nil, partitions: [PartitionModel(selected: text)]))
    let export = try model.export()
    #expect(export.connectors.flatMap(\.options).map(\.isSelected) == [expected])
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.map(\.rule) == [.signAndSealOff])
    #expect(findings.map(\.isCorrected) == [true])
  }

  @Test("The forest has neither a selection nor an identifier, and gives the connector its name")
  func forest() throws {
    let connector = try #require(try ExportModel(ConnectorModel()).export().connectors.first)
    #expect(connector.forestName == "contoso.com")
    #expect(connector.options.first?.isSelected == nil)
    #expect(connector.options.first?.partitionIdentifier == nil)
  }

  @Test(
    "A connector is known by its name, else by its identifier",
    arguments: [
      ("{1}", "a", "a"), ("{1}", nil, "{1}"), ("{1}", " ", "{1}"),
      (nil, nil, "connector without a name"), ("", "", "connector without a name"),
    ] as [(String?, String?, String)])
  func title(_ identifier: String?, _ name: String?, _ expected: String) throws {
    let model = ExportModel(ConnectorModel(identifier: identifier, name: name))
    #expect(try model.export().connectors.map(\.label.title) == [expected])
  }

  @Test(
    "A partition has credentials of its own where login-user and login-domain say something",
    arguments: [
      ("<login-user>svc</login-user><login-domain>contoso</login-domain>", true),
      ("<login-domain>c</login-domain><x/><login-user>\n svc </login-user>", true),
      ("<login-user>svc</login-user>", false), ("<login-domain>c</login-domain>", false),
      ("<login-user/><login-domain/>", false),
      ("<login-user>svc</login-user><login-domain> \n</login-domain>", false),
      ("<login-user>svc</login-user><login-domain><!--c--></login-domain>", false),
      ("<login-user>a</login-user><login-user>b</login-user>", false),
      ("<a><login-user>a</login-user><login-domain>b</login-domain></a>", false), ("", false),
    ])
  func credentials(_ extra: String, _ expected: Bool) throws {
    let found = try options(
      ConnectorModel(forest: PlaceModel(extra: extra), partitions: [partition(extra)]))
    // In the forest's node they are the connector's own account.
    #expect(found.map(\.hasOwnCredentials) == [false, expected])
  }

  private static let value = "<sign-and-seal>0</sign-and-seal>"

  @Test(
    "Options that nest deeper in a partition's are places too",
    arguments: [
      ("", 0), ("<a>\(value)</a>", 1), ("<a><b><c>\(value)</c></b></a>", 1),
      ("<a>\(value)</a><b>\(value)</b>", 2), ("<a>\(value)<b>\(value)</b></a>", 2),
      ("<a>\(value)\(value)</a>", 1), ("<a/>", 0), ("<a><ssl-bind>0</ssl-bind></a>", 0),
      ("<a><parameter name='sign-and-seal'>0</parameter></a>", 0),
      ("<sign-and-seal>\(value)</sign-and-seal>", 0),
    ])
  func nesting(_ extra: String, _ count: Int) throws {
    let found = try options(ConnectorModel(forest: nil, partitions: [partition(extra)]))
    #expect(
      found.map(\.place)
        == [.partition("DC=p")] + Array(repeating: .credentials("DC=p"), count: count))
    #expect(Set(found.map(\.partitionIdentifier)).count == 1)
    #expect(found.allSatisfy { $0.isSelected == true })
  }

  @Test("Nested options without a bind of their own have that of their partition")
  func nestedBinds() throws {
    let own = "<ssl-bind>0</ssl-bind><simple-bind>0</simple-bind>"
    let place = PlaceModel(
      sslBind: "1", simpleBind: "1", revocationCheck: "1",
      extra: "<a>\(Self.value)</a><b>\(Self.value)\(own)</b>")
    let found = try options(
      ConnectorModel(forest: nil, partitions: [PartitionModel(place: place)]))
    #expect(found.map(\.usesTLS) == [true, true, false])
    #expect(found.map(\.sslBind.isInherited) == [false, true, false])
    #expect(found.map(\.checksRevocation) == [true, true, false])
    #expect(found.map(\.simpleBind.isOnSomewhere) == [true, true, false])
  }

  @Test("A partition that has only its parameters is a place, without an element to insert")
  func parametersOnly() throws {
    var place = PlaceModel.both(signAndSeal: "0")
    place.hasContainer = false
    let model = ExportModel(
      ConnectorModel(forest: nil, partitions: [PartitionModel(place: place)]))
    let export = try model.export()
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.map(\.rule) == [.signAndSealOff])
    #expect(findings.map(\.changes.count) == [1])
    #expect(export.connectors.flatMap(\.options).map(\.container) == [nil])
  }

  @Test("The parameters of a partition count once, should it have a second node of options")
  func secondContainer() throws {
    var partition = PartitionModel(place: .both(signAndSeal: "0"))
    partition.place.extra =
      "</adma-partition-data><adma-partition-data>" + node("sign-and-seal", "1")
    let found = try options(ConnectorModel(forest: nil, partitions: [partition]))
    #expect(found.map(\.signAndSeal.elements.count) == [1, 1])
    #expect(found.map(\.signAndSeal.parameters.count) == [1, 0])
    #expect(found.map { $0.parameterContainer != nil } == [true, false])
  }

  @Test("A connector without a forest's node is read by its partitions, and the reverse")
  func missingContainers() throws {
    #expect(
      try options(ConnectorModel(forest: nil)).map(\.place) == [.partition("DC=contoso,DC=com")])
    #expect(try options(ConnectorModel(partitions: [])).map(\.place) == [.forest])
    var bare = PartitionModel()
    bare.place.hasContainer = false
    #expect(try options(ConnectorModel(partitions: [bare])).map(\.place) == [.forest])
  }
}
