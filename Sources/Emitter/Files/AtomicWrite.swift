import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The writing of a file that takes its place at once and whole: it is written beside its target, under
/// another name, and renamed.
struct AtomicWrite {
  /// Where it goes, which is no link.
  var target: FilePath
  /// The name under which the user knows it, which may be a link.
  var name: FilePath
  /// The permission bits.
  var mode: mode_t
  /// What stands in its place now; its owner and its extended attributes stay.
  var replaced: FileAttributes?
  /// What keeps a copy of that.
  var backup: Backup?
  /// Whether a signal that comes meanwhile undoes the writing.
  var isInterruptible: Bool

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - beforeRename: what must succeed when nothing is left but to put the file in its place.
  ///   - fill: writes the bytes.
  /// - Throws: ``FileError`` or ``Interruption``, and what the two throw; what stood there is then as it
  ///   was.
  func run(
    beforeRename: () throws -> Void = {},
    fill: (inout TemporaryFile, borrowing SignalHold) throws -> Void
  ) throws {
    let folder = OutputFolder.of(target)
    let hold = SignalHold()
    var step = Step(.cannotCreate, "cannot be created")
    do {
      var file = try TemporaryFile(in: folder)
      step = Step(.readOrWrite, "cannot be written")
      try fill(&file, hold)
      if let replaced {
        try file.take(mode: mode, from: replaced, path: target)
      } else {
        try file.setMode(mode)
      }
      try file.finish()
      if isInterruptible { try hold.checkInterruption() }
      try beforeRename()
      step = Step(.cannotCreate, replaced == nil ? "cannot be created" : "cannot be replaced")
      let isBackupNew = try backup?.make() ?? false
      do {
        try file.rename(to: target)
      } catch {
        if isBackupNew { backup?.remove() }
        throw error
      }
      Self.sync(folder)
    } catch let code as Errno {
      throw FileError(step.reason, name, step.action, code)
    }
  }

  /// What is at work, for the words of an error.
  private struct Step {
    var reason: FileError.Reason
    var action: String
    init(_ reason: FileError.Reason, _ action: String) {
      self.reason = reason
      self.action = action
    }
  }

  /// Makes the rename last. Some file systems cannot do that for folders; the file is whole anyway.
  private static func sync(_ folder: FilePath) {
    guard
      let descriptor = try? FileDescriptor.open(
        folder, .readOnly, options: [.directory, .closeOnExec])
    else { return }
    fsync(descriptor.rawValue)
    try? descriptor.close()
  }
}
