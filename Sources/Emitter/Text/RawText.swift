import SystemPackage

/// Paths as text with nothing lost.
///
/// A path is bytes, and text is not: a byte that is not UTF-8 is written as a character of the last plane
/// of private use, U+10FF80 to U+10FFFF, and read back from there. ``TerminalText`` shows it as `\\xE9`.
package enum RawText {
  private static let first: UInt32 = 0x10_FF00

  /// The text that stands for `bytes`.
  package static func text(of bytes: some Collection<UInt8>) -> String {
    if let valid = String(validating: bytes, as: UTF8.self),
      !valid.unicodeScalars.contains(where: { byte(of: $0) != nil })
    {
      return valid
    }
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else if let scalar = Unicode.Scalar(first + UInt32(byte)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text that stands for `path`.
  package static func text(of path: FilePath) -> String {
    path.withPlatformString { text(of: $0) }
  }

  /// The text that stands for the bytes from `start` up to a NUL.
  package static func text(of start: UnsafePointer<CChar>) -> String {
    var length = 0
    while start[length] != 0 { length += 1 }
    let bytes = UnsafeRawBufferPointer(start: start, count: length)
    return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : text(of: bytes)
  }

  /// The bytes that `text` stands for.
  package static func bytes(of text: String) -> [UInt8] {
    guard text.unicodeScalars.contains(where: { byte(of: $0) != nil }) else {
      return Array(text.utf8)
    }
    return text.unicodeScalars.flatMap { scalar in
      byte(of: scalar).map { [$0] } ?? Array(UTF8.encode(scalar) ?? .init())
    }
  }

  /// The path that `text` stands for, up to a NUL in it.
  package static func path(of text: String) -> FilePath { path(of: bytes(of: text)) }

  /// The path of these bytes, up to a NUL among them.
  package static func path(of bytes: some Sequence<UInt8>) -> FilePath {
    FilePath(platformString: bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0])
  }

  /// The text that stands for the last part of `path`, the name of its file.
  package static func name(of path: FilePath) -> String {
    text(of: FilePath(root: nil, path.components.suffix(1)))
  }

  /// The byte that a character stands for, if it stands for one.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    (first + 0x80...first + 0xFF).contains(scalar.value)
      ? UInt8(truncatingIfNeeded: scalar.value - first) : nil
  }
}
