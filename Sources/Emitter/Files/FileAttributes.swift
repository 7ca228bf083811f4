import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which file a file is, under whatever name.
package struct FileIdentity: Sendable, Hashable {
  var device: dev_t
  var number: ino_t
}

/// What the system says of a file, as far as it matters for replacing it.
package struct FileAttributes: Sendable, Equatable {
  package enum Kind: Sendable { case regular, folder, link, other }

  package var kind: Kind
  /// The permission bits.
  var mode: mode_t
  var owner: uid_t
  var group: gid_t
  /// The number of names of the file.
  package var linkCount: Int
  package var size: Int
  private var device: dev_t
  private var number: ino_t
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
    device = status.st_dev
    number = status.st_ino
    #if canImport(Darwin)
      modified = status.st_mtimespec.tv_sec
      modifiedNanoseconds = status.st_mtimespec.tv_nsec
    #else
      modified = status.st_mtim.tv_sec
      modifiedNanoseconds = status.st_mtim.tv_nsec
    #endif
  }

  /// The attributes of what `path` leads to, or of the link itself; nil where there is nothing.
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

  /// The same; nil also where `path` cannot be looked at.
  package static func ifKnown(_ path: FilePath, followingLinks: Bool = true) -> FileAttributes? {
    (try? of(path, followingLinks: followingLinks)) ?? nil
  }

  /// The same for who must know: what cannot be looked at is an error, of an input or of an output.
  package static func ofInput(_ path: FilePath) throws(FileError) -> FileAttributes? {
    do { return try of(path) } catch { throw FileError(.noInput, path, "cannot be read", error) }
  }

  /// The attributes of what stands in an output's place.
  package static func ofOutput(_ path: FilePath) throws(FileError) -> FileAttributes? {
    do {
      return try of(path)
    } catch {
      throw FileError(.cannotCreate, path, "cannot be created", error)
    }
  }

  /// The attributes of what standard input comes from; nil where it is closed.
  package static func ofStandardInput() throws(FileError) -> FileAttributes? {
    try ofStandardStream(.standardInput, .noInput, "-", "cannot be read")
  }

  /// The attributes of what standard output goes to; nil where it is closed.
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

  static func of(_ file: FileDescriptor) throws(Errno) -> FileAttributes {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    return FileAttributes(status)
  }

  /// Which file it is, under whatever name.
  package var identity: FileIdentity { FileIdentity(device: device, number: number) }

  /// Whether both are the same file, under whatever names.
  package func isSameFile(as other: FileAttributes) -> Bool { identity == other.identity }

  /// Whether both are the same file, and nobody has written to it between.
  func isUnchanged(since other: FileAttributes) -> Bool {
    isSameFile(as: other) && size == other.size && modified == other.modified
      && modifiedNanoseconds == other.modifiedNanoseconds
  }
}
