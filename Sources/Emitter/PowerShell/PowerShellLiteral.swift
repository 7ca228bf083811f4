/// Text as a PowerShell expression that is that text and nothing else: the one place where text from
/// outside becomes PowerShell.
///
/// In single quotes PowerShell knows no escapes but the doubling of quotes, and takes ‘ ’ ‚ ‛ for quotes
/// too. Line ends, controls and all that cannot be seen are written as `[char]` expressions.
package enum PowerShellLiteral {
  private static let quotes: Set<Unicode.Scalar> = [
    "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}",
  ]

  /// The expression for `text`.
  package static func expression(_ text: String) -> String {
    var parts: [String] = []
    var literal = ""
    for scalar in text.unicodeScalars {
      if isVisible(scalar) {
        literal.unicodeScalars.append(scalar)
        if quotes.contains(scalar) { literal.unicodeScalars.append(scalar) }
      } else {
        // The first part is a string even if it is empty: a character plus a string is no string.
        if !literal.isEmpty || parts.isEmpty { parts.append("'\(literal)'") }
        literal = ""
        parts += UTF16.encode(scalar).map { $0.map(character) } ?? []
      }
    }
    if !literal.isEmpty || parts.isEmpty { parts.append("'\(literal)'") }
    return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " + ") + ")"
  }

  private static func character(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16, uppercase: true)
    return "[char]0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: scalar == " "
    // A combining mark would join the quote before it.
    case .nonspacingMark, .enclosingMark, .spacingMark: false
    default: true
    }
  }
}
