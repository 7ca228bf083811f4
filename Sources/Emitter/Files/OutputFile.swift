import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes documents so that a file is at every moment whole, the old one or the new one.
package enum OutputFile {
  /// What may be done to a file that already stands in the place of the output.
  package struct Options: Sendable {
    /// Keep the original under the name of the file and `.bak`.
    package var keepsBackup = false
    /// Replace a file with several names, which then no longer are one file.
    package var cutsHardLinks = false
    /// Whether a signal that comes meanwhile undoes the writing. A report of what was done is written all
    /// the same, and so is the script for it.
    package var isInterruptible = true

    package init(
      keepsBackup: Bool = false, cutsHardLinks: Bool = false, isInterruptible: Bool = true
    ) {
      self.keepsBackup = keepsBackup
      self.cutsHardLinks = cutsHardLinks
      self.isInterruptible = isInterruptible
    }
  }

  /// Replaces the file at `path`, which was read as `original`, by `bytes`.
  ///
  /// Owner, permissions and extended attributes stay. Where `path` is a link, what it leads to is
  /// replaced.
  ///
  /// - Throws: ``FileError`` or ``Interruption``; the file is then as it was.
  package static func replace(
    _ path: FilePath, _ original: InputFile, with bytes: some PiecedBytes,
    options: Options = Options()
  ) throws {
    let target = try resolve(path)
    guard original.attributes.kind == .regular else { throw notReplaceable(path) }
    let backup = options.keepsBackup ? Backup(of: target, original.bytes, named: path) : nil
    // A run that was killed may have made the backup, a second name of the file, and no more.
    let isBackedUp = original.attributes.linkCount == 2 && backup?.isSecondName == true
    if !isBackedUp { try refuseHardLinks(path, original.attributes, options) }
    try backup?.refuseExisting()
    let check = {
      guard let now = try? FileAttributes.of(target), now.isUnchanged(since: original.attributes)
      else { throw InputFile.changed(path) }
    }
    try write(
      to: target, named: path, mode: original.attributes.mode,
      like: (original.attributes, target), backup: backup, options: options,
      beforeRename: check
    ) { file, hold in try file.write(bytes, hold: hold) }
  }

  /// Refuses what cannot be changed in place, before anything is read of it: a named pipe, say, whose
  /// reader would wait for a writer.
  package static func checkReplaceable(_ path: FilePath) throws(FileError) {
    if InputFile.isStream(path) { throw notReplaceable(path) }
  }

  private static func notReplaceable(_ path: FilePath) -> FileError {
    FileError(
      .cannotCreate, path, "is no regular file, so it cannot be changed in place",
      remedy: "name an output file")
  }

  /// Writes `bytes` to `path`: a new file, or in the place of an existing one, or straight into what is
  /// no regular file (`/dev/stdout`, a named pipe).
  ///
  /// The file is no more readable than `input`, from which it was made, if it was made from one.
  ///
  /// - Throws: ``FileError`` or ``Interruption``; what stood there is then as it was.
  package static func create(
    _ path: FilePath, from input: InputFile? = nil, bytes: some PiecedBytes,
    options: Options = Options()
  ) throws {
    if let descriptor = openDescriptor(path) {
      return try write(bytes, to: descriptor, named: path)
    }
    if let attributes = try? FileAttributes.of(path), attributes.kind == .other {
      return try writeStraight(bytes, to: path)
    }
    try createFile(
      path, from: input, options: options, straight: { try writeStraight(bytes, to: $0) }
    ) { file, hold in
      if options.isInterruptible {
        try file.write(bytes, hold: hold)
      } else {
        try file.descriptor.writeAll(document: bytes)
      }
    }
  }

  /// Writes a report to `path`, part by part: a new file, or in the place of an existing one.
  ///
  /// - Parameter body: writes the parts with the function that it is given.
  /// - Throws: ``FileError`` or ``Interruption``, and what `body` throws; what stood there is then as it
  ///   was.
  package static func create(
    _ path: FilePath, writing body: ((String) throws -> Void) throws -> Void
  ) throws {
    try createFile(
      path, from: nil, options: Options(isInterruptible: false),
      straight: { _ in throw notReplaceable(path) }
    ) {
      file, _ in
      var waiting = ""
      let descriptor = file.descriptor
      try body { part in
        waiting += part
        if waiting.utf8.count > 1 << 18 {
          try descriptor.writeAll(waiting.utf8)
          waiting = ""
        }
      }
      try descriptor.writeAll(waiting.utf8)
    }
  }

  private static func createFile(
    _ path: FilePath, from input: InputFile?, options: Options,
    straight: (FilePath) throws -> Void,
    fill: (inout TemporaryFile, borrowing SignalHold) throws -> Void
  ) throws {
    let target = try resolve(path)
    let existing: FileAttributes?
    do {
      existing = try FileAttributes.of(target)
    } catch {
      throw FileError(.cannotCreate, path, "cannot be created", error)
    }
    let source = input?.attributes
    let inputMode = source?.kind == .regular ? source?.mode ?? 0o666 : 0o666
    guard let existing else {
      let mode = inputMode & 0o666 & ~processMask
      return try write(
        to: target, named: path, mode: mode, like: nil, backup: nil, options: options,
        beforeRename: {}, fill: fill)
    }
    switch existing.kind {
    case .folder:
      throw FileError(.cannotCreate, path, "is a folder", remedy: "name a file in it")
    case .regular:
      try refuseHardLinks(path, existing, options)
      guard target.withPlatformString({ access($0, W_OK) }) == 0 else {
        throw FileError(.cannotCreate, path, "cannot be replaced", Errno(rawValue: errno))
      }
      // What the input lets its group read is not for another group.
      let isSameGroup = source.map { $0.group == existing.group } ?? true
      let allowed = isSameGroup ? inputMode : inputMode & ~0o070
      try write(
        to: target, named: path, mode: existing.mode & (allowed | 0o600),
        like: (existing, target), backup: nil, options: options,
        beforeRename: {}, fill: fill)
    case .link, .other:
      try straight(target)
    }
  }

  /// Removes a file that this run has made.
  package static func remove(_ path: FilePath) { _ = path.withPlatformString { unlink($0) } }

  /// What errors call standard output.
  package static let standardOutputName: FilePath = "<stdout>"

  /// Writes a document to standard output.
  package static func writeToStandardOutput(document bytes: some PiecedBytes) throws {
    try write(bytes, to: .standardOutput, named: standardOutputName)
  }

  /// Writes `bytes` to standard output.
  package static func writeToStandardOutput(_ bytes: some Collection<UInt8>) throws {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch let code as Errno {
      throw FileError(.readOrWrite, standardOutputName, "cannot be written", code)
    }
  }

  /// What new files may not allow, as the process was started with it.
  private static let processMask: mode_t = {
    let mask = umask(0o077)
    umask(mask)
    return mask
  }()

  private static func refuseHardLinks(
    _ path: FilePath, _ attributes: FileAttributes, _ options: Options
  ) throws(FileError) {
    guard attributes.linkCount > 1, !options.cutsHardLinks else { return }
    throw FileError(
      .cannotCreate, path,
      "has \(attributes.linkCount) names (hard links), and replacing it would "
        + "change it under one of them only",
      remedy: "write to another file, or use --cut-hard-links")
  }

  /// The file that `path` leads to through links.
  private static func resolve(_ path: FilePath) throws(FileError) -> FilePath {
    do {
      guard let attributes = try FileAttributes.of(path, followingLinks: false),
        attributes.kind == .link
      else { return path }
    } catch {
      throw FileError(.cannotCreate, path, "cannot be created", error)
    }
    guard let resolved = OutputFolder.real(path) else {
      throw FileError(
        .cannotCreate, path, "is a link that leads nowhere",
        remedy: "remove it, or create its target")
    }
    return resolved
  }

  private static func write(
    to target: FilePath, named path: FilePath, mode: mode_t,
    like original: (attributes: FileAttributes, path: FilePath)?, backup: Backup?,
    options: Options, beforeRename: () throws -> Void,
    fill: (inout TemporaryFile, borrowing SignalHold) throws -> Void
  ) throws {
    let folder = OutputFolder.of(target)
    let hold = SignalHold()
    var step = Step(.cannotCreate, "cannot be created")
    do {
      var file = try TemporaryFile(in: folder)
      step = Step(.readOrWrite, "cannot be written")
      try fill(&file, hold)
      if let original {
        try file.take(mode: mode, from: original.attributes, path: original.path)
      } else {
        try file.setMode(mode)
      }
      try file.finish()
      if options.isInterruptible { try hold.checkInterruption() }
      try beforeRename()
      step = Step(.cannotCreate, original == nil ? "cannot be created" : "cannot be replaced")
      let isBackupNew = try backup?.make() ?? false
      do {
        try file.rename(to: target)
      } catch {
        if isBackupNew { backup?.remove() }
        throw error
      }
      syncFolder(folder)
    } catch let code as Errno {
      throw FileError(step.reason, path, step.action, code)
    }
  }

  private struct Step {
    var reason: FileError.Reason
    var action: String
    init(_ reason: FileError.Reason, _ action: String) {
      self.reason = reason
      self.action = action
    }
  }

  /// Writes to a device or a named pipe, which cannot be replaced.
  private static func writeStraight(_ bytes: some PiecedBytes, to path: FilePath) throws {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
    } catch let code as Errno {
      throw FileError(.cannotCreate, path, "cannot be opened", code)
    }
    defer { try? file.close() }
    try write(bytes, to: file, named: path)
  }

  private static func write(
    _ bytes: some PiecedBytes, to file: FileDescriptor, named path: FilePath
  ) throws {
    do {
      try file.writeAll(document: bytes)
    } catch {
      throw FileError(.readOrWrite, path, "cannot be written", error)
    }
  }

  /// The open file that a name like `/dev/stdout` or `/dev/fd/63` means. What it leads to is a file of
  /// whoever opened it, not to be replaced but to be written to from where it stands.
  private static func openDescriptor(_ path: FilePath) -> FileDescriptor? {
    let name = path.string
    if name == "/dev/stdout" { return .standardOutput }
    if name == "/dev/stderr" { return .standardError }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where name.hasPrefix(folder) {
      return Int32(name.dropFirst(folder.count)).map(FileDescriptor.init(rawValue:))
    }
    return nil
  }

  /// Makes the rename last. Some file systems cannot do that for folders; the file is whole anyway.
  private static func syncFolder(_ folder: FilePath) {
    guard
      let descriptor = try? FileDescriptor.open(
        folder, .readOnly, options: [.directory, .closeOnExec])
    else { return }
    fsync(descriptor.rawValue)
    try? descriptor.close()
  }
}
