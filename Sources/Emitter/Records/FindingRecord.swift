import ConnectorExport

/// A finding, and what was done about it.
package struct FindingRecord: Codable, Sendable, Equatable {
  /// The stable name.
  package var rule: String
  package var level: String
  package var message: String
  /// The title of the connector, and of the place in it.
  package var connector: String
  package var place: String
  /// From 1, as is the column, which counts bytes of UTF-8.
  package var line: Int
  package var column: Int
  package var isCorrected: Bool
  /// The same for the same connector, place and rule, wherever it stands.
  package var fingerprint: String

  /// "contoso.com, partition DC=contoso,DC=com: signing and sealing is off"
  package var sentence: String { "\(connector), \(place): \(message)" }

  /// Whether it says that something is insecure.
  package var isInsecure: Bool { level != Rule.Level.note.rawValue }
}

extension FindingRecord {
  init(_ finding: FindingReport) {
    rule = finding.rule.rawValue
    level = finding.level.rawValue
    message = finding.message
    connector = finding.connector.title
    place = finding.place.title
    line = finding.region.start.line
    column = finding.region.start.column
    isCorrected = finding.isCorrected
    fingerprint = finding.fingerprint
  }
}
