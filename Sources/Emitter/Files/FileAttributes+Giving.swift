import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension FileAttributes {
  /// Gives an open file this owner, the permission bits `mode`, and the extended attributes of the file at
  /// `original`. What the system does not allow is left out, and with an owner or a group that it refuses
  /// the bits that would let another one read the file, or be who runs it.
  ///
  /// - Parameter original: nil where there are no extended attributes to give.
  func give(to file: FileDescriptor, mode: mode_t, of original: FilePath?) throws(Errno) {
    var mode = mode
    // Who may not give files away may still be in the group.
    if fchown(file.rawValue, owner, group) != 0 { fchown(file.rawValue, uid_t.max, group) }
    let given = try FileAttributes.of(file)
    if given.owner != owner { mode &= ~0o4000 }
    if given.group != group { mode &= ~0o2070 }
    if let original { ExtendedAttributes.copy(from: original, to: file) }
    guard fchmod(file.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
  }
}
