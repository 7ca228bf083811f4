/// Searches for ASCII in text, byte by byte.
///
/// Swift compares characters: a quote with a combining accent behind it is another character than a quote,
/// and would get past a search for one, while a shell or a browser sees the quote.
enum ASCIIText {
  /// `text` with every `pattern` replaced.
  static func replacing(_ pattern: String, with replacement: String, in text: String) -> String {
    let bytes = Array(text.utf8), wanted = Array(pattern.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return text }
    var output: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset...].starts(with: wanted) {
        output += replacement.utf8
        offset += wanted.count
      } else {
        output.append(bytes[offset])
        offset += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether `text` begins with `prefix`, whatever accents stand behind it.
  static func hasPrefix(_ prefix: String, in text: String) -> Bool {
    text.utf8.starts(with: prefix.utf8)
  }
}
