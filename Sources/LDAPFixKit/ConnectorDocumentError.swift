import ConnectorExport
import Emitter
import RewriteEngine
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
    switch error {
    case let error as any LocatedError:
      (message, remedy, position) = (error.message, error.remedy, error.position)
      isDefect = false
    case let error as ProofError:
      (message, remedy, position) = ("the result did not verify: \(error.claim)", "report it", nil)
      isDefect = true
    case let error as ScriptPlanError:
      (message, remedy, position) = (error.message, error.remedy, nil)
      isDefect = false
    default:
      (message, remedy, position) = ("\(error)", "report it", nil)
      isDefect = true
    }
  }
}
