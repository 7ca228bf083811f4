import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML

/// The exit codes, decided in this one place.
enum ExitStatus: Int32 {
  case success = 0
  /// Something is insecure, or would change.
  case findings = 1
  /// The data is not what it must be.
  case data = 65
  case noInput = 66
  /// A defect of ours.
  case defect = 70
  case cannotCreate = 73
  case readOrWrite = 74
  case interrupted = 130

  /// The code for `error`.
  init(_ error: any Error) {
    switch error {
    case let error as SourceError: self = error.reason == .parser ? .defect : .data
    case is ExportError: self = .data
    case is ProofError: self = .defect
    case is Interruption: self = .interrupted
    case let error as FileError:
      self =
        switch error.reason {
        case .noInput: .noInput
        case .cannotCreate: .cannotCreate
        case .readOrWrite: .readOrWrite
        }
    default: self = .defect
    }
  }

  /// Of several files the highest code counts.
  func worst(_ other: ExitStatus) -> ExitStatus { rawValue >= other.rawValue ? self : other }

  /// Ends the command with this code.
  func exit() throws {
    if self != .success { throw ExitCode(rawValue) }
  }
}
