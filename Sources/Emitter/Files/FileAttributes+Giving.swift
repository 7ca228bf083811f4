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
  /// `original`. What the system does not allow is left out, and bits for a group that it refuses with it:
  /// they would let another group read the file.
  func give(to file: FileDescriptor, mode: mode_t, of original: FilePath?) throws(Errno) {
    var mode = mode
    let hasGroup =
      fchown(file.rawValue, owner, group) == 0 || fchown(file.rawValue, uid_t.max, group) == 0
    if !hasGroup, try FileAttributes.of(file).group != group { mode &= ~0o070 }
    if let original { ExtendedAttributes.copy(from: original, to: file) }
    guard fchmod(file.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
  }
}
