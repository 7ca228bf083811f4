/// Makes text from a file safe to show in a terminal or a log.
package enum TerminalText {
  /// `text` with everything that could steer a terminal, end a line or turn the direction of writing
  /// shown as an escape: `\n`, `\u{1B}`, `\u{202E}`.
  ///
  /// In the log of a CI system a line can be a command too: `::` at its start or `##[` on GitHub,
  /// `##vso[` on Azure. These are broken in the same way.
  package static func escape(_ text: String) -> String {
    var text = text
    if text.hasPrefix("::") { text = "\\u{3A}" + text.dropFirst() }
    if text.contains("##") {
      text = text.replacing("##[", with: "#\\u{23}[").replacing("##vso[", with: "#\\u{23}vso[")
    }
    guard text.unicodeScalars.contains(where: mustEscape) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
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

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    case .privateUse: true
    default: false
    }
  }
}
