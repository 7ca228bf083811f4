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
  /// - Parameter beforeRename: what must succeed first, when nothing is left but to put the file in its
  ///   place.
  /// - Throws: ``FileError`` or ``Interruption``, and what `beforeRename` throws; the file is then as it
  ///   was.
  package static func replace(
    _ path: FilePath, _ original: InputFile, with bytes: some PiecedBytes,
    options: Options = Options(), beforeRename: () throws -> Void = {}
  ) throws {
    let target = try resolve(path)
    guard original.attributes.kind == .regular else { throw notReplaceable(path) }
    let backup = options.keepsBackup ? Backup(of: target, original, named: path) : nil
    // A run that was killed may have made the backup, a second name of the file, and no more.
    let isBackedUp = original.attributes.linkCount == 2 && backup?.isSecondName == true
    if !isBackedUp { try refuseHardLinks(path, original.attributes, options) }
    try backup?.refuseExisting()
    let check = {
      guard let now = FileAttributes.ifKnown(target), now.isUnchanged(since: original.attributes)
      else { throw InputFile.changed(path) }
      try beforeRename()
    }
    try AtomicWrite(
      target: target, name: path, mode: original.attributes.mode, replaced: original.attributes,
      backup: backup, isInterruptible: options.isInterruptible
    ).run(beforeRename: check) { file, hold in try file.write(bytes, hold: hold) }
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
  /// - Parameter beforeRename: what must succeed first. It is called when nothing is left but to put the
  ///   file in its place; behind the last byte of a stream, of which nothing can be taken back.
  /// - Throws: ``FileError`` or ``Interruption``, and what `beforeRename` throws; what stood there is then
  ///   as it was.
  package static func create(
    _ path: FilePath, from input: InputFile? = nil, bytes: some PiecedBytes,
    options: Options = Options(), beforeRename: () throws -> Void = {}
  ) throws {
    if let descriptor = openDescriptor(path) {
      try write(bytes, to: descriptor, named: path)
      return try beforeRename()
    }
    if FileAttributes.ifKnown(path)?.kind == .other {
      try writeStraight(bytes, to: path)
      return try beforeRename()
    }
    try creation(of: path, from: input, options).run(beforeRename: beforeRename) { file, hold in
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
    try creation(of: path, from: nil, Options(isInterruptible: false)).run { file, _ in
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

  /// What has to be done to write to `path`, which is no stream, where that may be done.
  private static func creation(
    of path: FilePath, from input: InputFile?, _ options: Options
  ) throws(FileError) -> AtomicWrite {
    let target = try resolve(path)
    let source = input?.attributes
    let inputMode = source?.kind == .regular ? source?.mode ?? 0o666 : 0o666
    var creation = AtomicWrite(
      target: target, name: path, mode: inputMode & 0o666 & ~processMask,
      isInterruptible: options.isInterruptible)
    guard let existing = try FileAttributes.ofOutput(target, named: path) else { return creation }
    switch existing.kind {
    case .folder:
      throw FileError(.cannotCreate, path, "is a folder", remedy: "name a file in it")
    case .link, .other: throw notReplaceable(path)
    case .regular: break
    }
    try refuseHardLinks(path, existing, options)
    guard target.withPlatformString({ access($0, W_OK) }) == 0 else {
      throw FileError(.cannotCreate, path, "cannot be replaced", Errno(rawValue: errno))
    }
    // What the input lets its group read is not for another group.
    let isSameGroup = source.map { $0.group == existing.group } ?? true
    let allowed = isSameGroup ? inputMode : inputMode & ~0o070
    creation.mode = existing.mode & (allowed | 0o600)
    creation.replaced = existing
    return creation
  }

  /// Removes a file that this run has made.
  package static func remove(_ path: FilePath) { _ = path.withPlatformString { unlink($0) } }

  /// What new files may not allow, as the process was started with it. To ask for it is to change it for a
  /// moment, so it is asked for before there are threads that make files and folders.
  static let processMask: mode_t = {
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
    let own = try FileAttributes.ofOutput(path, followingLinks: false)
    guard own?.kind == .link else { return path }
    guard let resolved = OutputFolder.real(path) else {
      throw FileError(
        .cannotCreate, path, "is a link that leads nowhere",
        remedy: "remove it, or create its target")
    }
    return resolved
  }
}
