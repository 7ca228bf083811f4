/// Makes text from a file safe to stand in HTML and in SVG, as content and between quotes.
enum HTMLText {
  /// `text` with what has a meaning in HTML or could steer a terminal as an escape.
  static func escape(_ text: String) -> String {
    let shown = TerminalText.escape(text)
    guard shown.utf8.contains(where: { isSpecial($0) }) else { return shown }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(shown.utf8.count + 32)
    for byte in shown.utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
