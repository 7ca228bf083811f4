import SourceXML
import SystemPackage

/// A file that could not be read or written, and what to do about it.
package struct FileError: LocatedError, Sendable, Equatable {
  /// What kept the file from being read or written, as exit codes tell it apart.
  package enum Reason: Sendable, Equatable {
    /// An input does not exist or cannot be read.
    case noInput
    /// An output cannot be created.
    case cannotCreate
    /// A read or write failed.
    case readOrWrite
    /// A file of ours (a list, a baseline) is not what it must be.
    case damaged
  }

  package var reason: Reason
  package var path: FilePath
  /// What is wrong, as a sentence without a full stop and without the path.
  package var message: String
  /// What to do about it.
  package var remedy: String
  package var position: SourcePosition? { nil }
  /// The path as text with nothing lost.
  package var name: String { RawText.text(of: path) }

  package init(_ reason: Reason, _ path: FilePath, _ message: String, remedy: String) {
    self.reason = reason
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  /// What the system said of `path`.
  init(_ reason: Reason, _ path: FilePath, _ action: String, _ code: Errno) {
    self.init(
      reason, path, "\(action): \(Self.words(for: code))", remedy: Self.remedy(for: code, reason))
  }

  private static func words(for code: Errno) -> String {
    let description = code.description
    guard let first = description.first else { return "error \(code.rawValue)" }
    return first.lowercased() + description.dropFirst()
  }

  private static func remedy(for code: Errno, _ reason: Reason) -> String {
    switch code {
    case .noSuchFileOrDirectory, .notDirectory:
      reason == .noInput ? "check the name" : "create the folder first"
    case .permissionDenied, .notPermitted:
      reason == .noInput ? "ask for read permission" : "ask for write permission"
    case .readOnlyFileSystem: "write to another folder"
    case .noSpace, .diskQuotaExceeded: "free some space and run again"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "raise the limit of open files"
    case .fileNameTooLong, .tooManySymbolicLinkLevels: "check the name"
    default: "check the disk and run again"
    }
  }
}
