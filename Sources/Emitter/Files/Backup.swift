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
package struct Backup {
  private let original: FilePath
  private let input: InputFile
  private let path: FilePath

  /// - Parameters:
  ///   - original: the file itself.
  ///   - input: what was read from it.
  ///   - name: the name under which the user knows it, which may be a link.
  init(of original: FilePath, _ input: InputFile, named name: FilePath) {
    self.original = original
    self.input = input
    path = Self.path(for: name)
  }

  /// Where the backup of the file at `name` stands.
  package static func path(for name: FilePath) -> FilePath {
    RawText.path(of: RawText.text(of: name) + ".bak")
  }

  /// A backup is never overwritten. One that was made before a run was killed is as good as a new one:
  /// it is the same file, or has the same bytes.
  ///
  /// - Throws: ``FileError``, which names the backup.
  func refuseExisting() throws(FileError) {
    guard let attributes = try FileAttributes.ofOutput(path, followingLinks: false) else { return }
    guard attributes.kind == .regular,
      isSecondName(of: attributes) || InputFile.holds(path, input.bytes)
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
  func make() throws(FileError) -> Bool {
    let result = original.withPlatformString { from in path.withPlatformString { link(from, $0) } }
    guard result != 0 else { return true }
    let code = Errno(rawValue: errno)
    guard code != .fileExists else {
      try refuseExisting()
      return false
    }
    do {
      try copy()
    } catch {
      throw FileError(.cannotCreate, path, "cannot be created", error as? Errno ?? .ioError)
    }
    return true
  }

  /// Removes the backup, which this run has made.
  func remove() { _ = path.withPlatformString { unlink($0) } }

  private func copy() throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
      permissions: FilePermissions(rawValue: input.attributes.mode & 0o600))
    do {
      try file.closeAfter {
        try file.writeAll(document: input.bytes)
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
