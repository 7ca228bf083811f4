import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The original of a file that is replaced, kept as `FILE.bak` beside the name under which it is known.
struct Backup {
  private let original: FilePath
  private let bytes: SourceBytes
  private let path: FilePath

  /// - Parameters:
  ///   - original: the file itself.
  ///   - bytes: what is in it.
  ///   - name: the name under which the user knows it, which may be a link.
  init(of original: FilePath, _ bytes: SourceBytes, named name: FilePath) {
    self.original = original
    self.bytes = bytes
    path = RawText.path(of: RawText.text(of: name) + ".bak")
  }

  /// A backup is never overwritten. One that was made before a run was killed is as good as a new one:
  /// it is the same file, or has the same bytes.
  func refuseExisting() throws {
    guard let attributes = try FileAttributes.ofOutput(path, followingLinks: false) else { return }
    guard attributes.kind == .regular,
      isSecondName(of: attributes) || (try? InputFile.read(path))?.bytes == bytes
    else { throw exists }
  }

  /// Whether the backup is the original under another name.
  var isSecondName: Bool {
    let attributes = FileAttributes.ifKnown(path, followingLinks: false)
    return attributes.map(isSecondName) ?? false
  }

  private func isSecondName(of attributes: FileAttributes) -> Bool {
    let own = FileAttributes.ifKnown(original)
    return own.map(attributes.isSameFile) ?? false
  }

  private var exists: FileError {
    FileError(
      .cannotCreate, path, "exists already, and a backup is never overwritten",
      remedy: "move it away, or leave out --backup")
  }

  /// Gives the original a second name, or copies it where that cannot be.
  ///
  /// - Returns: whether the backup is new.
  /// - Throws: ``FileError``, which names the backup.
  func make() throws -> Bool {
    let result = original.withPlatformString { from in path.withPlatformString { link(from, $0) } }
    guard result != 0 else { return true }
    let code = Errno(rawValue: errno)
    guard code != .fileExists else {
      try refuseExisting()
      return false
    }
    do {
      try copy()
    } catch let code as Errno {
      throw FileError(.cannotCreate, path, "cannot be created", code)
    }
    return true
  }

  /// Removes the backup, which this run has made.
  func remove() { _ = path.withPlatformString { unlink($0) } }

  private func copy() throws {
    let input = try InputFile.read(original)
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
      permissions: FilePermissions(rawValue: input.attributes.mode & 0o600))
    do {
      try file.closeAfter {
        _ = try file.writeAll(input.bytes)
        try input.attributes.give(to: file, mode: input.attributes.mode, of: original)
        guard fsync(file.rawValue) == 0 else {
          throw Errno(rawValue: errno)
        }
      }
    } catch {
      remove()
      throw error
    }
  }
}
