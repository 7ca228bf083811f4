import RewriteEngine
import SourceXML

/// What is said of an error, in every report and by the library: what is wrong, what to do, and where.
package struct ErrorDescription: Sendable, Equatable {
  /// As a sentence without a full stop.
  package var message: String
  package var remedy: String
  package var position: SourcePosition?
  /// Whether it is a defect of this program rather than of what it was given.
  package var isDefect = false

  package init(_ error: any Error) {
    switch error {
    case let error as any LocatedError:
      (message, remedy, position) = (error.message, error.remedy, error.position)
    case let error as ScriptPlanError:
      (message, remedy) = (error.message, error.remedy)
    case is Interruption:
      (message, remedy) = ("interrupted", "the file is as it was")
    case let error as ProofError:
      message = "the result did not verify (\(error.claim)), so nothing was written"
      remedy = Self.defectRemedy
      isDefect = true
    default:
      (message, remedy, isDefect) = ("\(error)", Self.defectRemedy, true)
    }
  }

  private static let defectRemedy = "this is a defect of ldapfix: please report it"
}
