import ConnectorExport
import SourceXML

/// A rule of the library; see `ConnectorExport.Rule`.
public typealias Rule = ConnectorExport.Rule
/// A place of a connector; see `ConnectorExport.Place`.
public typealias Place = ConnectorExport.Place
/// A product whose exports these are; see `ConnectorExport.Product`.
public typealias Product = ConnectorExport.Product
/// What a correction may touch; see `ConnectorExport.CorrectionPolicy`.
public typealias CorrectionPolicy = ConnectorExport.CorrectionPolicy
/// A place in a file; see `SourceXML.SourcePosition`.
public typealias SourcePosition = SourceXML.SourcePosition

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
