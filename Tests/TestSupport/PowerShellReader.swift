/// What PowerShell 5.1 makes of a single-quoted literal, or of literals and characters that are added: the
/// grammar as its language specification has it (2.3.5.2), written apart from the emitter.
package enum PowerShellReader {
  /// The value, or nil where the text is not such an expression from its first to its last character.
  package static func value(of expression: String) -> String? {
    var rest = Substring(expression)
    let isSum = rest.hasPrefix("(")
    if isSum { rest = rest.dropFirst() }
    guard case .text(let first)? = operand(&rest) else { return nil }
    var units = Array(first.utf16)
    while isSum, rest.hasPrefix(" + ") {
      rest = rest.dropFirst(3)
      switch operand(&rest) {
      case .text(let text)?: units += Array(text.utf16)
      case .character(let unit)?: units.append(unit)
      case nil: return nil
      }
    }
    if isSum {
      guard rest.hasPrefix(")") else { return nil }
      rest = rest.dropFirst()
    }
    return rest.isEmpty ? String(decoding: units, as: UTF16.self) : nil
  }

  private enum Operand {
    case text(String)
    case character(UInt16)
  }

  private static func operand(_ rest: inout Substring) -> Operand? {
    if rest.hasPrefix("[char]0x") {
      let digits = rest.dropFirst(8).prefix(4)
      rest = rest.dropFirst(12)
      return UInt16(digits, radix: 16).map(Operand.character)
    }
    var scalars = rest.unicodeScalars
    guard let open = scalars.popFirst(), isQuote(open) else { return nil }
    var text = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      if isQuote(scalar) {
        // Two quotes in a row, of whatever kinds, are the first of them; one alone ends the literal.
        guard let next = scalars.first, isQuote(next) else {
          rest = Substring(scalars)
          return .text(String(text))
        }
        scalars.removeFirst()
      }
      text.append(scalar)
    }
    return nil
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"].contains(scalar)
  }
}
