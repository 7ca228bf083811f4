import SystemPackage

/// Makes text from a file safe to show in a terminal or a log.
package enum TerminalText {
  /// `text` with everything that could steer a terminal, end a line or turn the direction of writing
  /// shown as an escape: `\n`, `\u{1B}`, `\u{202E}`.
  ///
  /// In the log of a CI system a line can be a command too: `::` at its start or `##[` on GitHub,
  /// `##vso[` on Azure. These are broken in the same way.
  package static func escape(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let command = commandStart(scalars)
    guard command != nil || scalars.contains(where: mustEscape) || scalars.contains("#") else {
      return text
    }
    var escaped = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case ":" where index == command: escaped += "\\u{3A}"
      case "#" where isCommandMark(scalars, at: index): escaped += "\\u{23}"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      case let scalar where RawText.byte(of: scalar) != nil:
        escaped += "\\x" + String(scalar.value & 0xFF, radix: 16, uppercase: true)
      case let scalar where mustEscape(scalar):
        escaped += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The same for a path.
  package static func escape(_ path: FilePath) -> String { escape(RawText.text(of: path)) }

  /// `text` with … in place of what is beyond `length` characters.
  static func cut(_ text: String, to length: Int) -> String {
    text.count <= length ? text : String(text.prefix(max(length - 1, 0))) + "…"
  }

  /// Where `::` stands if nothing but white space stands before it.
  private static func commandStart(_ scalars: [Unicode.Scalar]) -> Int? {
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      scalars[first...].starts(with: "::".unicodeScalars)
    else { return nil }
    return first
  }

  /// Whether the second `#` of `##[` or `##vso[` stands at `index`.
  private static func isCommandMark(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard index > 0, scalars[index - 1] == "#" else { return false }
    let rest = scalars[(index + 1)...].prefix(4).map { $0.properties.lowercaseMapping }.joined()
    return rest.unicodeScalars.first == "[" || rest == "vso["
  }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    // Almost all text is ASCII, of which the controls are the ones; looking up each would take long.
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    case .privateUse: true
    default: false
    }
  }
}
