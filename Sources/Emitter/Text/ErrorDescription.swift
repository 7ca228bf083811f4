import RewriteEngine
import SourceXML

/// What is said of an error, in every report and by the library: what is wrong, what to do, and where.
package struct ErrorDescription: Sendable, Equatable {
  /// As a sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var remedy: String
  /// The path of the file that it is about, as text; nil where that is the input at hand.
  package var file: String?
  /// Where, if a place is known.
  package var position: SourcePosition?
  /// Whether it is a defect of this program rather than of what it was given.
  package var isDefect = false

  package init(_ error: any Error) {
    switch error {
    case let error as FileError:
      (message, remedy) = (error.message, error.remedy)
      // Standard input has a name that the user may have given.
      file = error.path == "-" ? nil : error.name
    case let error as any LocatedError:
      (message, remedy, position) = (error.message, error.remedy, error.position)
    case let error as ScriptPlanError:
      (message, remedy, file) = (error.message, error.remedy, error.file)
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

  /// "what is wrong; what to do"
  package var text: String { "\(message); \(remedy)" }

  private static let defectRemedy = "this is a defect of ldapfix: please report it"
}
