/// How the characters of a document stand in its bytes.
package enum SourceEncoding: Sendable, Hashable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  case ascii
  case latin1
  case windows1252
  /// An encoding that is left to libxml2's converters, by the name in the declaration.
  case named(String)

  /// The usual name.
  package var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .ascii: "US-ASCII"
    case .latin1: "ISO-8859-1"
    case .windows1252: "windows-1252"
    case .named(let name): name
    }
  }

  /// Whether the bytes of the text are its UTF-8.
  package var isUTF8: Bool { self == .utf8 || self == .ascii }

  /// Whether a character's bytes are known to depend on no other character.
  package var hasIndependentCharacters: Bool {
    if case .named = self { false } else { true }
  }

  /// The encoding that an XML declaration means by `name`; nil for UTF-16, whose bytes are not
  /// ASCII and so cannot be announced that way.
  init?(declaredName name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "iso_646.irv:1991": self = .ascii
    case "iso-8859-1", "iso_8859-1", "iso8859-1", "latin1", "latin-1", "l1": self = .latin1
    case "windows-1252", "cp1252", "cp-1252": self = .windows1252
    case let name where Self.utf16Names.contains(name): return nil
    default: self = .named(name)
    }
  }

  /// Names that a declaration may give in a document of two-byte characters.
  static let utf16Names: Set<String> = [
    "utf-16", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode", "csunicode", "utf-16le", "utf-16be",
  ]

  /// Whether a document in this encoding may declare `name`.
  func agrees(withDeclaredName name: String) -> Bool {
    let lowercased = name.lowercased()
    switch self {
    case .utf16LittleEndian:
      return Self.utf16Names.contains(lowercased) && lowercased != "utf-16be"
    case .utf16BigEndian:
      return Self.utf16Names.contains(lowercased) && lowercased != "utf-16le"
    default:
      return SourceEncoding(declaredName: name) == self
    }
  }
}
