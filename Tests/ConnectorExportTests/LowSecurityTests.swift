import Testing

@testable import ConnectorExport

@Suite("Low security is never allowed by a correction")
struct LowSecurityTests {
  private static let policies = [
    CorrectionPolicy(), CorrectionPolicy(hardens: true), CorrectionPolicy(tls: .replace),
    CorrectionPolicy(tls: .replace, hardens: true),
  ]

  @Test(
    "Where it is anything but 0 there is a warning, which only hardening corrects",
    arguments: ["0", "1", "\n 1 ", "<![CDATA[1]]>", "true", "01", "", nil] as [String?])
  func table(_ value: String?) throws {
    let isAllowed = value.map { !["0", ""].contains($0) } ?? false
    let model = ExportModel(
      ConnectorModel(
        forest: .both(signAndSeal: "1"), partitions: [], allowLowSecurity: value))
    for policy in Self.policies {
      let export = try model.export()
      let assessment = Assessment(of: export, policy: policy)
      #expect(assessment.findings.map(\.rule) == (isAllowed ? [.lowSecurityAllowed] : []))
      #expect(assessment.fails == isAllowed)
      #expect(assessment.corrected.count == (isAllowed && policy.hardens ? 1 : 0))
      #expect(assessment.leftForAPerson.count == (isAllowed && !policy.hardens ? 1 : 0))
      let applied = try AppliedChanges(assessment.findings, to: export).export
      let before = export.connectors.flatMap(\.allowLowSecurity).map(\.value)
      let after = applied.connectors.flatMap(\.allowLowSecurity).map(\.value)
      #expect(after == (isAllowed && policy.hardens ? [.off] : before))
    }
  }

  @Test("The finding speaks of the connector and of the node")
  func wording() throws {
    let model = ExportModel(
      ConnectorModel(forest: .both(signAndSeal: "1"), partitions: [], allowLowSecurity: "1"))
    let export = try model.export()
    let finding = try #require(
      Assessment(of: export, policy: CorrectionPolicy()).findings.first)
    #expect(finding.place == .connector)
    #expect(finding.partitionIdentifier == nil)
    #expect(finding.connector.title == "contoso.com")
    #expect(
      finding.message
        == "allow-low-security is not 0: the service may set passwords over a connection that is not "
        + "protected")
    #expect(
      export.document.text.string(finding.range) == "<allow-low-security>1</allow-low-security>")
  }
}
