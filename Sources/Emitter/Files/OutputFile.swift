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

    package init(keepsBackup: Bool = false, cutsHardLinks: Bool = false) {
      self.keepsBackup = keepsBackup
      self.cutsHardLinks = cutsHardLinks
    }
  }

  /// Replaces the file at `path`, which was read as `original`, by `bytes`.
  ///
  /// Owner, permissions and extended attributes stay. Where `path` is a link, what it leads to is
  /// replaced.
  ///
  /// - Throws: ``FileError`` or ``Interruption``; the file is then as it was.
  package static func replace(
    _ path: FilePath, _ original: InputFile, with bytes: SourceBytes, options: Options = Options()
  ) throws {
    let target = try resolve(path)
    guard original.attributes.kind == .regular else {
      throw FileError(
        .cannotCreate, path, "is no regular file, so it cannot be changed in place",
        remedy: "name an output file")
    }
    try refuseHardLinks(path, original.attributes, options)
    let backup = options.keepsBackup ? Backup(of: target, named: path) : nil
    try backup?.refuseExisting()
    let check = {
      guard let now = try? FileAttributes.of(target), now.isUnchanged(since: original.attributes)
      else { throw InputFile.changed(path) }
    }
    try write(
      bytes, to: target, named: path, mode: original.attributes.mode,
      like: (original.attributes, target), backup: backup, beforeRename: check)
  }

  /// Writes `bytes` to `path`: a new file, or in the place of an existing one, or straight into what is
  /// no regular file (`/dev/stdout`, a named pipe).
  ///
  /// The file is no more readable than `input`, from which it was made.
  ///
  /// - Throws: ``FileError`` or ``Interruption``; what stood there is then as it was.
  package static func create(
    _ path: FilePath, from input: InputFile, bytes: SourceBytes, options: Options = Options()
  ) throws {
    let target = try resolve(path)
    let existing: FileAttributes?
    do {
      existing = try FileAttributes.of(target)
    } catch {
      throw FileError(.cannotCreate, path, "cannot be created", error)
    }
    let inputMode = input.attributes.kind == .regular ? input.attributes.mode : 0o666
    guard let existing else {
      let mode = inputMode & 0o666 & ~processMask
      return try write(
        bytes, to: target, named: path, mode: mode, like: nil, backup: nil, beforeRename: {})
    }
    switch existing.kind {
    case .folder:
      throw FileError(.cannotCreate, path, "is a folder", remedy: "name a file in it")
    case .regular:
      try refuseHardLinks(path, existing, options)
      try write(
        bytes, to: target, named: path, mode: existing.mode & (inputMode | 0o600),
        like: (existing, target), backup: nil, beforeRename: {})
    case .link, .other:
      try writeStraight(bytes, to: target, named: path)
    }
  }

  /// Writes `bytes` to standard output.
  package static func writeToStandardOutput(_ bytes: some Collection<UInt8>) throws {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch let code as Errno {
      throw FileError(.readOrWrite, "-", "standard output cannot be written", code)
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
    let resolved: FilePath? = path.withPlatformString { name in
      guard let real = realpath(name, nil) else { return nil }
      defer { free(real) }
      return FilePath(platformString: real)
    }
    guard let resolved else {
      throw FileError(
        .cannotCreate, path, "is a link that leads nowhere",
        remedy: "remove it, or create its target")
    }
    return resolved
  }

  private static func write(
    _ bytes: SourceBytes, to target: FilePath, named path: FilePath, mode: mode_t,
    like original: (attributes: FileAttributes, path: FilePath)?, backup: Backup?,
    beforeRename: () throws -> Void
  ) throws {
    var folder = target.removingLastComponent()
    if folder.isEmpty { folder = "." }
    let hold = SignalHold()
    var step = Step(.cannotCreate, "cannot be created")
    do {
      var file = try TemporaryFile(in: folder)
      step = Step(.readOrWrite, "cannot be written")
      try file.write(bytes, hold: hold)
      if let original {
        try file.take(mode: mode, from: original.attributes, path: original.path)
      } else {
        try file.setMode(mode)
      }
      try file.finish()
      try hold.checkInterruption()
      try beforeRename()
      step = Step(.cannotCreate, "cannot be replaced")
      try backup?.make()
      do {
        try file.rename(to: target)
      } catch {
        backup?.remove()
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

  private static func writeStraight(
    _ bytes: SourceBytes, to target: FilePath, named path: FilePath
  ) throws {
    var step = Step(.cannotCreate, "cannot be opened")
    do {
      let file = try FileDescriptor.open(target, .writeOnly, options: [.closeOnExec])
      step = Step(.readOrWrite, "cannot be written")
      try file.closeAfter { _ = try file.writeAll(bytes.contents) }
    } catch let code as Errno {
      throw FileError(step.reason, path, step.action, code)
    }
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
