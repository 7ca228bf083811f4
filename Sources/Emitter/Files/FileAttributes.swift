import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the system says of a file, as far as it matters for replacing it.
package struct FileAttributes: Sendable, Equatable {
  /// What sort of file it is.
  package enum Kind: Sendable { case regular, folder, link, other }

  package var kind: Kind
  /// The permission bits, with those for setting the user and the group, and the sticky one.
  var mode: mode_t
  var owner: uid_t
  var group: gid_t
  /// The number of names of the file.
  package var linkCount: Int
  /// In bytes.
  package var size: Int
  /// Which file it is, under whatever name.
  package let identity: FileIdentity
  private var modified: Int
  private var modifiedNanoseconds: Int

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    linkCount = Int(status.st_nlink)
    size = Int(status.st_size)
    identity = FileIdentity(device: status.st_dev, number: status.st_ino)
    #if canImport(Darwin)
      modified = status.st_mtimespec.tv_sec
      modifiedNanoseconds = status.st_mtimespec.tv_nsec
    #else
      modified = status.st_mtim.tv_sec
      modifiedNanoseconds = status.st_mtim.tv_nsec
    #endif
  }

  /// The attributes of what `path` leads to; nil where there is nothing.
  ///
  /// - Parameter followingLinks: whether those of a link are those of what it leads to.
  /// - Throws: what the system said where `path` cannot be looked at.
  package static func of(_ path: FilePath, followingLinks: Bool = true) throws(Errno)
    -> FileAttributes?
  {
    var status = stat()
    let result = path.withPlatformString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    if result == 0 { return FileAttributes(status) }
    let code = Errno(rawValue: errno)
    if code == .noSuchFileOrDirectory { return nil }
    throw code
  }

  /// The attributes of what `path` leads to; nil where there is nothing, or where it cannot be looked at.
  package static func ifKnown(_ path: FilePath, followingLinks: Bool = true) -> FileAttributes? {
    (try? of(path, followingLinks: followingLinks)) ?? nil
  }

  /// The attributes of an input; nil where there is nothing.
  ///
  /// - Throws: ``FileError`` of the reason `noInput` where `path` cannot be looked at.
  package static func ofInput(_ path: FilePath) throws(FileError) -> FileAttributes? {
    do { return try of(path) } catch { throw FileError(.noInput, path, "cannot be read", error) }
  }

  /// The attributes of what stands in an output's place; nil where there is nothing.
  ///
  /// - Parameter name: what an error calls it, where that is not `path`.
  /// - Throws: ``FileError`` of the reason `cannotCreate` where `path` cannot be looked at.
  package static func ofOutput(
    _ path: FilePath, named name: FilePath? = nil, followingLinks: Bool = true
  ) throws(FileError) -> FileAttributes? {
    do {
      return try of(path, followingLinks: followingLinks)
    } catch {
      throw FileError(.cannotCreate, name ?? path, "cannot be created", error)
    }
  }

  /// The attributes of what standard input comes from; nil where it is closed.
  ///
  /// - Throws: ``FileError`` of the reason `noInput`.
  package static func ofStandardInput() throws(FileError) -> FileAttributes? {
    try ofStandardStream(.standardInput, .noInput, "-", "cannot be read")
  }

  /// The attributes of what standard output goes to; nil where it is closed.
  ///
  /// - Throws: ``FileError`` of the reason `readOrWrite`.
  package static func ofStandardOutput() throws(FileError) -> FileAttributes? {
    try ofStandardStream(
      .standardOutput, .readOrWrite, OutputFile.standardOutputName, "cannot be written")
  }

  private static func ofStandardStream(
    _ file: FileDescriptor, _ reason: FileError.Reason, _ name: FilePath, _ action: String
  ) throws(FileError) -> FileAttributes? {
    do {
      return try of(file)
    } catch {
      if error == .badFileDescriptor { return nil }
      throw FileError(reason, name, action, error)
    }
  }

  /// The attributes of an open file.
  static func of(_ file: FileDescriptor) throws(Errno) -> FileAttributes {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    return FileAttributes(status)
  }

  /// Whether both are the same file, under whatever names.
  package func isSameFile(as other: FileAttributes) -> Bool { identity == other.identity }

  /// Whether both are the same file, and nobody has written to it between.
  func isUnchanged(since other: FileAttributes) -> Bool {
    isSameFile(as: other) && size == other.size && modified == other.modified
      && modifiedNanoseconds == other.modifiedNanoseconds
  }
}
