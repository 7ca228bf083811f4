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
