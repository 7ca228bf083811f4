/// Makes text from a file safe to show in a terminal or a log.
package enum TerminalText {
  /// `text` with everything that could steer a terminal, end a line or turn the direction of writing
  /// shown as an escape: `\n`, `\u{1B}`, `\u{202E}`.
  package static func escape(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: mustEscape) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\t": escaped += "\\t"
      case let scalar where mustEscape(scalar):
        escaped += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    case .privateUse: true
    default: false
    }
  }
}
