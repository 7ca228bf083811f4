import ConnectorExport

/// A finding as reports show it.
package struct FindingReport: Sendable {
  package var rule: Rule
  package var key: FindingKey
  package var connector: Connector.Label
  /// Whose export the connector is of.
  package var product: Product?
  package var place: Place
  package var partitionIdentifier: String?
  package var message: String
  /// Where it stands.
  package var region: Region
  /// What corrects it; empty where it is left for a person.
  package var edits: [EditReport]
  /// The same for the same connector, place and rule, wherever it stands.
  package var fingerprint: String
  /// Whether people have accepted it.
  package var isSuppressed: Bool

  init(
    _ finding: Finding, key: FindingKey, product: Product?, region: Region, edits: [EditReport],
    fingerprint: String, isSuppressed: Bool
  ) {
    rule = finding.rule
    self.key = key
    connector = finding.connector
    self.product = product
    place = finding.place
    partitionIdentifier = finding.partitionIdentifier
    message = finding.message
    self.region = region
    self.edits = edits
    self.fingerprint = fingerprint
    self.isSuppressed = isSuppressed
  }

  package var level: Rule.Level { rule.level }
  package var isCorrected: Bool { !edits.isEmpty }
  /// Whether it is insecure or would change, and nobody has accepted it.
  package var fails: Bool { !isSuppressed && (level > .note || isCorrected) }
  /// "contoso.com, partition DC=contoso,DC=com: signing and sealing is off"
  package var sentence: String { "\(connector.title), \(place.title): \(message)" }
}
