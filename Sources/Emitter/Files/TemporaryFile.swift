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
  private let file: FileDescriptor
  private var isRenamed = false
  private var isClosed = false

  /// Creates the file in `folder`, under a name that nobody can guess and no `*.xml` matches, readable
  /// by nobody else.
  init(in folder: FilePath) throws(Errno) {
    let name = ".ldapfix-\(String(UInt64.random(in: .min ... .max), radix: 16)).tmp"
    let path = folder.appending(name)
    do {
      file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: .ownerReadWrite)
    } catch {
      throw error as? Errno ?? .ioError
    }
    self.path = path
  }

  deinit {
    if !isClosed { try? file.close() }
    if !isRenamed { _ = path.withPlatformString { unlink($0) } }
  }

  /// Writes `bytes` whole, and stops where a signal wants the run to end.
  mutating func write(_ bytes: SourceBytes, hold: borrowing SignalHold) throws {
    var start = 0
    while start < bytes.count {
      try hold.checkInterruption()
      let piece = bytes.bytes(in: start..<(start + 4_194_304))
      start += try file.writeAll(piece)
    }
  }

  /// Gives the file the owner, the permissions and the extended attributes of another.
  ///
  /// - Parameter mode: the permission bits; those for a group that it cannot have are left out.
  func take(mode: mode_t, from attributes: FileAttributes, path original: FilePath?) throws(Errno) {
    var mode = mode
    let isSameOwner =
      fchown(file.rawValue, attributes.owner, attributes.group) == 0
      || fchown(file.rawValue, uid_t.max, attributes.group) == 0
    if !isSameOwner {
      let mine = try FileAttributes.of(file)
      if mine.group != attributes.group { mode &= ~0o070 }
    }
    if let original { ExtendedAttributes.copy(from: original, to: file) }
    try setMode(mode)
  }

  /// Gives the file these permission bits.
  func setMode(_ mode: mode_t) throws(Errno) {
    guard fchmod(file.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
  }

  /// Makes sure that the bytes are on the medium, and closes the file.
  mutating func finish() throws(Errno) {
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    isClosed = true
    do { try file.close() } catch { throw error as? Errno ?? .ioError }
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
