import SourceXML
import Testing

@testable import ConnectorExport

@Suite("What a finding says")
struct FindingTests {
  /// A place and the findings of it: rule, message, and the text that it points at.
  struct Case: Sendable, Testing.CustomTestStringConvertible {
    var testDescription: String
    var place: PlaceModel
    var policy = CorrectionPolicy()
    var findings: [[String]]

    init(
      _ description: String, _ place: PlaceModel, policy: CorrectionPolicy = CorrectionPolicy(),
      _ findings: [String]...
    ) {
      testDescription = description
      self.place = place
      self.policy = policy
      self.findings = findings
    }
  }

  private static let off = "<sign-and-seal>0</sign-and-seal>"
  private static let twin = "<parameter name=\"sign-and-seal\" use=\"partition\">"
  private static let tls = "<ssl-bind crl-check=\"0\">1</ssl-bind>"
  private static let kept = "TLS (ssl-bind) is on in place of signing and sealing"
  private static let unchecked = [
    "crl-unchecked", "TLS is in use, but revocation of its certificate is not checked", tls,
  ]

  private static func dual(_ element: String?, _ twin: String?) -> PlaceModel {
    PlaceModel(signAndSeal: element, twins: .init(signAndSeal: twin))
  }

  private static let cases = [
    Case("off", dual("0", "0"), ["sign-and-seal-off", "signing and sealing is off", off]),
    Case(
      "twin off", dual("1", "0"),
      [
        "twin-disagrees", "the element sign-and-seal says 1, its parameter 0",
        twin + "0</parameter>",
      ]),
    Case(
      "element off", dual("0", "1"),
      ["twin-disagrees", "the element sign-and-seal says 0, its parameter 1", off]),
    Case(
      "several", PlaceModel(signAndSeal: "1", extra: off),
      ["twin-disagrees", "there are several sign-and-seal, and they disagree", off]),
    Case(
      "unrecognised", PlaceModel(signAndSeal: "true"),
      [
        "sign-and-seal-unrecognised", "sign-and-seal is neither 0 nor 1",
        "<sign-and-seal>true</sign-and-seal>",
      ]),
    Case(
      "both missing", dual(nil, nil),
      [
        "sign-and-seal-missing", "there is no sign-and-seal, as an element or a parameter",
        "<adma-configuration>",
      ]),
    Case(
      "element missing", dual(nil, "1"),
      ["sign-and-seal-missing", "there is no element sign-and-seal", "<adma-configuration>"]),
    Case(
      "parameter missing", dual("1", nil),
      ["sign-and-seal-missing", "there is no parameter sign-and-seal", "<adma-configuration>"]),
    Case(
      "simple bind", PlaceModel(signAndSeal: "1", simpleBind: "1"),
      [
        "simple-bind",
        "a simple bind without TLS cannot be signed or sealed: the password crosses the wire in the "
          + "clear; choose another bind or TLS", "<simple-bind>1</simple-bind>",
      ]),
    Case(
      "TLS", PlaceModel(sslBind: "1"),
      ["tls-instead", kept + ", and protects the connection", tls], unchecked),
    Case(
      "TLS to be replaced", PlaceModel(sslBind: "1"), policy: CorrectionPolicy(tls: .replace),
      ["tls-instead", kept + "; it is to be replaced", tls], unchecked),
    Case(
      "TLS round a simple bind", PlaceModel(sslBind: "1", simpleBind: "1"),
      policy: CorrectionPolicy(tls: .replace),
      [
        "tls-instead",
        kept + "; it is kept, since a simple bind may be in use, which TLS alone protects", tls,
      ], unchecked),
  ]

  @Test("Rule, words and place", arguments: cases)
  func wording(_ item: Case) throws {
    let export = try ExportModel(ConnectorModel(forest: item.place, partitions: [])).export()
    let findings = Assessment(of: export, policy: item.policy).findings
    #expect(
      findings.map { [$0.rule.rawValue, $0.message, export.document.text.string($0.range)] }
        == item.findings)
    #expect(findings.allSatisfy { $0.place == .forest && $0.partitionIdentifier == nil })
    #expect(
      findings.allSatisfy {
        $0.connector
          == Connector.Label(
            identifier: "{11111111-2222-3333-4444-555555555555}", name: "contoso.com")
      })
  }

  @Test("A partition with credentials of its own is said to have them", arguments: cases)
  func credentials(_ item: Case) throws {
    var place = item.place
    place.extra += "<login-user>svc</login-user><login-domain>contoso</login-domain>"
    let export = try ExportModel(
      ConnectorModel(forest: nil, partitions: [PartitionModel(place: place)])
    ).export()
    let findings = Assessment(of: export, policy: item.policy).findings
    #expect(
      findings.map(\.message)
        == item.findings.map { $0[1] + " (this partition has credentials of its own)" })
    #expect(
      findings.allSatisfy { $0.partitionIdentifier == "{aaaaaaaa-2222-3333-4444-555555555555}" })
    #expect(findings.allSatisfy { !$0.message.contains("svc") })
  }

  @Test(
    "On AD LDS a finding says that signing and sealing alone is no documented cure",
    arguments: cases)
  func lightweight(_ item: Case) throws {
    let export = try ExportModel(
      ConnectorModel(category: "ADAM", forest: item.place, partitions: [])
    ).export()
    let findings = Assessment(of: export, policy: item.policy).findings
    let addition =
      "; on AD LDS setting passwords needs TLS, so signing and sealing alone is no documented cure"
    #expect(
      findings.map(\.message)
        == item.findings.map {
          ["simple-bind", "crl-unchecked"].contains($0[0]) ? $0[1] : $0[1] + addition
        })
    let gal = try ExportModel(
      ConnectorModel(category: "AD GAL", forest: item.place, partitions: [])
    ).export()
    #expect(
      Assessment(of: gal, policy: item.policy).findings.map(\.message)
        == item.findings.map { $0[1] })
  }

  @Test("Where ssl-bind and its parameter disagree, a finding says so")
  func tlsDisagreement() throws {
    var place = Self.dual("0", "0")
    place.sslBind = "1"
    place.simpleBind = "1"
    let export = try ExportModel(ConnectorModel(forest: place, partitions: [])).export()
    let messages = Assessment(of: export, policy: CorrectionPolicy()).findings.map(\.message)
    #expect(
      messages.first
        == "signing and sealing is off (ssl-bind and its parameter disagree on TLS)")
    #expect(messages.last?.contains("disagree") == false)
  }

  @Test("What is inserted names the place that it belongs to")
  func insertions() throws {
    let place = Self.dual("1", nil)
    let export = try ExportModel(
      ConnectorModel(forest: place, partitions: [PartitionModel(place: place)])
    ).export()
    let changes = Assessment(of: export, policy: CorrectionPolicy()).findings.flatMap(\.changes)
    let containers = export.connectors.flatMap(\.options).compactMap(\.parameterContainer)
    #expect(containers.count == 2)
    #expect(
      changes == [
        .insertParameter(in: containers[0], of: .forest),
        .insertParameter(in: containers[1], of: .partition("DC=contoso,DC=com")),
      ])
  }

  @Test("A message is one line without a full stop", arguments: cases)
  func form(_ item: Case) throws {
    for words in item.findings.map({ $0[1] }) {
      #expect(!words.hasSuffix(".") && !words.contains("\n"))
    }
  }
}
