internal import CPlatform
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The extended attributes of a file, which on Linux hold its access control list too.
enum ExtendedAttributes {
  /// Copies what can be read and the system lets be set; nothing outside of Linux.
  static func copy(from path: FilePath, to file: FileDescriptor) {
    #if os(Linux)
      let names = read { buffer, size in path.withPlatformString { listxattr($0, buffer, size) } }
      for name in (names ?? []).split(separator: 0) {
        let name = name.map(CChar.init(bitPattern:)) + [0]
        let value = read { buffer, size in
          path.withPlatformString { getxattr($0, name, buffer, size) }
        }
        _ = value?.withUnsafeBytes { fsetxattr(file.rawValue, name, $0.baseAddress, $0.count, 0) }
      }
    #endif
  }

  /// Asks `call` for the size, then for the bytes.
  ///
  /// - Returns: nil where it fails, or where there are more by then.
  private static func read(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> [UInt8]? {
    let size = call(nil, 0)
    guard size > 0 else { return size == 0 ? [] : nil }
    var bytes = [CChar](repeating: 0, count: size)
    let count = bytes.withUnsafeMutableBufferPointer { call($0.baseAddress, $0.count) }
    return count < 0 ? nil : bytes.prefix(count).map { UInt8(bitPattern: $0) }
  }
}
