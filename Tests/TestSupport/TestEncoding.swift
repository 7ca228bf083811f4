import Foundation

/// The encodings in which every export must survive.
package enum TestEncoding: String, CaseIterable, Sendable {
  case utf8, utf8WithMark, utf16LittleWithMark, utf16BigWithMark, utf16Little, utf16Big
  case utf16LittleDeclared, ascii, latin1, windows1252

  /// `text`, which is ASCII and has no XML declaration, in this encoding.
  package func encode(_ text: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8: text
    case .utf8WithMark: [0xEF, 0xBB, 0xBF] + text
    case .utf16LittleWithMark: [0xFF, 0xFE] + Self.wide(text, bigEndian: false)
    case .utf16BigWithMark: [0xFE, 0xFF] + Self.wide(text, bigEndian: true)
    case .utf16Little: Self.wide(text, bigEndian: false)
    case .utf16Big: Self.wide(text, bigEndian: true)
    case .utf16LittleDeclared: Self.wide(declared("utf-16", text), bigEndian: false)
    case .ascii: declared("us-ascii", text)
    case .latin1: declared("ISO-8859-1", text, comment: [0xE9])
    case .windows1252: declared("windows-1252", text, comment: [0x80, 0x92])
    }
  }

  private func declared(_ name: String, _ text: [UInt8], comment: [UInt8] = []) -> [UInt8] {
    Array("<?xml version='1.0' encoding='\(name)'?>\r\n<!--".utf8) + comment + Array("-->".utf8)
      + text
  }

  private static func wide(_ text: [UInt8], bigEndian: Bool) -> [UInt8] {
    text.flatMap { bigEndian ? [0, $0] : [$0, 0] }
  }
}
