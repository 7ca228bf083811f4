import Testing

@testable import ConnectorExport

@Suite("What a value of sign-and-seal says")
struct OptionValueTests {
  @Test(
    "However 0 and 1 are written",
    arguments: [
      ("0", OptionNode.Value.off), ("1", .on), ("\r\n  0\r\n", .off), (" 1\t", .on),
      ("<![CDATA[0]]>", .off), (" <![CDATA[ 1 ]]>", .on), ("&#48;", .off), ("&#x31;", .on),
      ("<!-- 0 -->1", .on), ("<?p 1?>0<!-- 1 -->", .off), ("", .unrecognised("")),
      ("  \n", .unrecognised("")), ("<!--1-->", .unrecognised("")), ("true", .unrecognised("true")),
      ("false", .unrecognised("false")), ("01", .unrecognised("01")), ("00", .unrecognised("00")),
      ("1 1", .unrecognised("1 1")), ("-1", .unrecognised("-1")), ("2", .unrecognised("2")),
      ("1<!--c-->0", .unrecognised("10")), ("１", .unrecognised("１")),
      ("\u{A0}1", .unrecognised("\u{A0}1")), ("1<x/>", .unrecognised("1")),
      ("<x>0</x>", .unrecognised("0")), ("yes", .unrecognised("yes")),
    ])
  func values(_ source: String, _ expected: OptionNode.Value) throws {
    var place = PlaceModel.both(signAndSeal: source)
    place.sslBind = source
    place.twins?.sslBind = source
    let model = ExportModel(
      ConnectorModel(
        forest: place, partitions: [PartitionModel(place: place)], allowLowSecurity: source))
    let connector = try #require(try model.export().connectors.first)
    #expect(connector.options.count == 2)
    for options in connector.options {
      #expect(options.signAndSeal.elements.map(\.value) == [expected])
      #expect(options.signAndSeal.parameters.map(\.value) == [expected])
      #expect(options.sslBind.nodes.map(\.value) == [expected, expected])
      #expect(options.usesTLS == (expected == .on))
    }
    #expect(connector.allowLowSecurity.map(\.value) == [expected])
  }

  @Test(
    "An empty tag has an empty value", arguments: ["<sign-and-seal/>", "<sign-and-seal a='1' />"])
  func emptyTag(_ tag: String) throws {
    let place = PlaceModel(signAndSeal: nil, extra: tag)
    let model = ExportModel(ConnectorModel(forest: place, partitions: []))
    let export = try model.export()
    #expect(
      export.connectors.first?.options.first?.signAndSeal.nodes.map(\.value)
        == [.unrecognised("")])
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.map(\.rule) == [.signAndSealUnrecognised])
    #expect(findings.first.map { export.document.text.string($0.range) } == tag)
  }

  @Test("Several nodes of one setting all count")
  func severalNodes() throws {
    var place = PlaceModel.both(signAndSeal: "1")
    place.extra = "<sign-and-seal>0</sign-and-seal>"
    let model = ExportModel(ConnectorModel(forest: place, partitions: []))
    let export = try model.export()
    let options = try #require(export.connectors.first?.options.first)
    #expect(options.signAndSeal.elements.map(\.value) == [.on, .off])
    #expect(!options.signAndSeal.isOn && options.signAndSeal.isOnSomewhere)
    let findings = Assessment(of: export, policy: CorrectionPolicy()).findings
    #expect(findings.map(\.rule) == [.twinDisagrees])
    #expect(findings.first?.changes.count == 1)
  }

  @Test(
    "Revocation is checked where crl-check is 1",
    arguments: [("1", true), ("0", false), ("true", false), ("", false), (nil, false)]
      as [(String?, Bool)])
  func revocation(_ check: String?, _ expected: Bool) throws {
    let place = PlaceModel(sslBind: "1", revocationCheck: check)
    let export = try ExportModel(ConnectorModel(forest: place, partitions: [])).export()
    #expect(export.connectors.first?.options.first?.checksRevocation == expected)
    #expect(
      Assessment(of: export, policy: CorrectionPolicy()).findings
        .contains { $0.rule == .revocationUnchecked } == !expected)
  }
}
