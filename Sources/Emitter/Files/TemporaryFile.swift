import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file beside the one that it is to become. It vanishes unless it is renamed.
struct TemporaryFile: ~Copyable {
  let path: FilePath
  /// For who writes part by part.
  var descriptor: FileDescriptor { file }
  private let file: FileDescriptor
  private var isRenamed = false

  /// The machine's name is part of a file's: a lock may be known on one machine only.
  static let prefix = ".ldapfix-\(hostNumber)-"
  static let suffix = ".tmp"

  /// Whether `name` is one that this machine gives.
  static func isOurs(_ name: FilePath.Component) -> Bool {
    name.string.hasPrefix(prefix) && name.string.hasSuffix(suffix)
  }

  /// A number for the machine's name (FNV-1a).
  private static let hostNumber: String = {
    var name = [CChar](repeating: 0, count: 256)
    _ = gethostname(&name, name.count - 1)
    let hash = name.prefix { $0 != 0 }.reduce(0x811C_9DC5 as UInt32) {
      ($0 ^ UInt32(UInt8(bitPattern: $1))) &* 0x0100_0193
    }
    return String(hash, radix: 16)
  }()

  /// Creates the file in `folder`, under a name that nobody can guess and no `*.xml` matches, readable
  /// by nobody else.
  init(in folder: FilePath) throws(Errno) {
    (file, path) = try Self.open(in: folder)
  }

  /// A file in `folder` that has no name any more and vanishes when it is closed.
  static func unnamed(in folder: FilePath) throws(Errno) -> FileDescriptor {
    try SignalHold.during { () throws(Errno) in try openUnnamed(in: folder) }
  }

  private static func openUnnamed(in folder: FilePath) throws(Errno) -> FileDescriptor {
    let (file, path) = try open(in: folder)
    guard path.withPlatformString({ unlink($0) }) == 0 else {
      let code = Errno(rawValue: errno)
      try? file.close()
      throw code
    }
    return file
  }

  private static func open(in folder: FilePath) throws(Errno) -> (FileDescriptor, FilePath) {
    while true {
      let (file, path) = try create(in: folder)
      if claim(file) { return (file, path) }
      try? file.close()
    }
  }

  private static func create(in folder: FilePath) throws(Errno) -> (FileDescriptor, FilePath) {
    let number = String(UInt64.random(in: .min ... .max), radix: 16)
    let path = folder.appending(prefix + number + suffix)
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
    } catch {
      throw error as? Errno ?? .ioError
    }
    return (file, path)
  }

  /// Locks `file`, which says that somebody is at work on it for as long as this process lives.
  ///
  /// - Returns: false where somebody who cleans up took it for a file that was left behind. Where the
  ///   file system knows no locks, nobody does.
  private static func claim(_ file: FileDescriptor) -> Bool {
    if flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 { return errno != EWOULDBLOCK }
    return (try? FileAttributes.of(file)).map { $0.linkCount > 0 } ?? true
  }

  deinit {
    // Some folders let files be made and not removed: then nothing of a document stays in it.
    if !isRenamed, path.withPlatformString({ unlink($0) }) != 0 { ftruncate(file.rawValue, 0) }
    try? file.close()
  }

  /// Writes `bytes` whole, and stops where a signal wants the run to end.
  mutating func write(_ bytes: some PiecedBytes, hold: borrowing SignalHold) throws {
    var writing = GatheredWrite(bytes)
    while !writing.isDone {
      try hold.checkInterruption()
      try writing.next(to: file)
    }
  }

  /// Gives the file the owner, the permissions and the extended attributes of another.
  ///
  /// - Parameter mode: the permission bits; those for a group that it cannot have are left out.
  func take(mode: mode_t, from attributes: FileAttributes, path original: FilePath?) throws(Errno) {
    try attributes.give(to: file, mode: mode, of: original)
  }

  /// Gives the file these permission bits.
  func setMode(_ mode: mode_t) throws(Errno) {
    guard fchmod(file.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Makes sure that the bytes are on the medium.
  func finish() throws(Errno) {
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    // Over a network a write may fail as late as in a close. The file itself stays open, and locked.
    do { try file.duplicate().close() } catch { throw error as? Errno ?? .ioError }
  }

  /// Puts the file in the place of `target`, at once and whole.
  consuming func rename(to target: FilePath) throws(Errno) {
    let result = path.withPlatformString { from in
      target.withPlatformString { to in systemRename(from, to) }
    }
    guard result == 0 else { throw Errno(rawValue: errno) }
    isRenamed = true
  }
}

/// `rename` of the C library, which a method of that name would hide.
private func systemRename(
  _ from: UnsafePointer<CInterop.PlatformChar>, _ to: UnsafePointer<CInterop.PlatformChar>
) -> CInt {
  rename(from, to)
}
