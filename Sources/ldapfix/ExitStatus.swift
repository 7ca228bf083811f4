import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML

/// The exit codes, decided in this one place.
struct ExitStatus: Equatable {
  var code: Int32

  static let success = ExitStatus(code: 0)
  /// Something is insecure, or would change.
  static let findings = ExitStatus(code: 1)
  /// The data is not what it must be.
  static let data = ExitStatus(code: 65)
  static let noInput = ExitStatus(code: 66)
  /// A defect of ours.
  static let defect = ExitStatus(code: 70)
  static let cannotCreate = ExitStatus(code: 73)
  static let readOrWrite = ExitStatus(code: 74)

  /// The code for `error`.
  init(_ error: any Error) {
    switch error {
    case let error as SourceError: self = error.reason == .parser ? .defect : .data
    case is ExportError, is ScriptPlanError: self = .data
    case is ProofError: self = .defect
    case let error as Interruption: self = .interrupted(by: error.signal)
    case let error as FileError:
      self =
        switch error.reason {
        case .noInput: .noInput
        case .cannotCreate: .cannotCreate
        case .readOrWrite: .readOrWrite
        case .damaged: .data
        }
    default: self = .defect
    }
  }

  /// Stopped by a signal.
  static func interrupted(by signal: Int32) -> ExitStatus { ExitStatus(code: 128 + signal) }

  /// Whether an error is one that this program throws, rather than one of the command line's parser.
  static func isOurs(_ error: any Error) -> Bool {
    error is any LocatedError || error is ProofError || error is Interruption
      || error is ScriptPlanError || error is PowerShellScript.TemplateError
  }

  /// Of several files the highest code counts.
  func worst(_ other: ExitStatus) -> ExitStatus { code >= other.code ? self : other }

  private init(code: Int32) { self.code = code }

  /// Ends the command with this code.
  func exit() throws {
    if self != .success { throw ExitCode(code) }
  }
}
