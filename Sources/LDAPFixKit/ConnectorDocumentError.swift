import Emitter
import SourceXML

/// Why bytes could not be read as the export of an Active Directory connector, or not be corrected.
public struct ConnectorDocumentError: Error, Sendable, Equatable {
  /// What is wrong, as one sentence without a full stop.
  public let message: String
  /// What to do about it.
  public let remedy: String
  /// Where, if a place is known.
  public let position: SourcePosition?
  /// Whether it is a defect of this library rather than of the data.
  public let isDefect: Bool

  init(_ error: any Error) {
    let error = ErrorDescription(error)
    (message, remedy, position) = (error.message, error.remedy, error.position)
    isDefect = error.isDefect
  }
}
