import ConnectorExport
import SourceXML

/// Something that a rule has to say about a place of a connector.
public struct ConnectorFinding: Sendable, Hashable {
  /// The rule.
  public let rule: Rule
  /// The name of the connector, or its identifier where it has no name.
  public let connector: String
  /// The place in the connector.
  public let place: Place
  /// What is the matter, as one sentence. It may hold text from the export.
  public let message: String
  /// Where it stands in the file.
  public let position: SourcePosition
  /// Whether ``ConnectorDocument/corrected()`` removes it.
  public let isCorrected: Bool

  init(_ finding: Finding, position: SourcePosition) {
    rule = finding.rule
    connector = finding.connector.title
    place = finding.place
    message = finding.message
    self.position = position
    isCorrected = finding.isCorrected
  }
}
