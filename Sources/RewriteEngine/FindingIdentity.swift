import ConnectorExport

/// What makes two findings of an export and of its correction the same, whatever their positions.
struct FindingIdentity: Hashable {
  private let rule: Rule
  private let connector: Connector.Label
  private let placeNumber: Int

  init(_ finding: Finding) {
    rule = finding.rule
    connector = finding.connector
    placeNumber = finding.placeNumber
  }
}
