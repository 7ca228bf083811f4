import SystemPackage

/// Makes text a word of a shell's command line.
package enum ShellText {
  /// `text` as it is where it is harmless, else in quotes. What could steer a terminal, or be a command in
  /// the log of a CI system, is written as an escape in `$'…'`, which bash, zsh and ksh read back.
  package static func quote(_ text: String) -> String {
    // To zsh a word that begins with = is a program's path.
    let isPlain =
      !text.isEmpty && !ASCIIText.hasPrefix("=", in: text)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ","),
          UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: ":"):
          true
        default: false
        }
      }
    let isOption = ASCIIText.hasPrefix("-", in: text)
    if isPlain, !isOption { return text }
    // A leading hyphen would be an option.
    let path = isOption ? "./" + text : text
    if TerminalText.escape(path) == path {
      return "'" + ASCIIText.replacing("'", with: #"'\''"#, in: path) + "'"
    }
    let bytes = RawText.bytes(of: path).map { byte -> String in
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(Unicode.Scalar(byte))
      // `##[` and `##vso[` are commands wherever they stand in a line.
      case 0x20..<0x7F where byte != UInt8(ascii: "#"): String(Unicode.Scalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "$'" + bytes.joined() + "'"
  }

  /// The same for a path.
  package static func quote(_ path: FilePath) -> String { quote(RawText.text(of: path)) }
}
