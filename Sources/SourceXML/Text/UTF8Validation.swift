/// Checks that bytes are UTF-8 without NUL.
enum UTF8Validation {
  /// - Parameter start: where the text begins, behind a byte order mark.
  /// - Returns: whether all of it is ASCII.
  @discardableResult
  static func check(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, asciiOnly: Bool
  ) throws(SourceError) -> Bool {
    let text = UnsafeBufferPointer(rebasing: buffer[start...])
    if let zero = text.firstOffset(of: 0) {
      throw SourceError(
        .encoding, "the file has a NUL byte, which text has not",
        remedy: "export the file again: this copy is damaged",
        position: text.position(at: zero, storedOffset: start + zero))
    }
    var offset = 0
    while let lead = text.firstNonASCII(from: offset) {
      let length = asciiOnly ? 0 : sequenceLength(text, at: lead)
      guard length > 0 else {
        throw SourceError(
          .encoding,
          "byte 0x\(String(text[lead], radix: 16, uppercase: true)) is not "
            + (asciiOnly ? "US-ASCII, which the XML declaration says" : "UTF-8"),
          remedy: "declare the encoding that the file has, or export it again",
          position: text.position(at: lead, storedOffset: start + lead))
      }
      offset = lead + length
    }
    return offset == 0
  }

  /// The number of bytes of the well-formed sequence at `lead`, 0 if there is none
  /// (Unicode 15, table 3-7).
  private static func sequenceLength(_ text: UnsafeBufferPointer<UInt8>, at lead: Int) -> Int {
    func continuation(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      lead + distance < text.count && range.contains(text[lead + distance])
    }
    switch text[lead] {
    case 0xC2...0xDF:
      return continuation(1) ? 2 : 0
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        switch text[lead] {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        default: 0x80...0xBF
        }
      return continuation(1, second) && continuation(2) ? 3 : 0
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        switch text[lead] {
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
      return continuation(1, second) && continuation(2) && continuation(3) ? 4 : 0
    default:
      return 0
    }
  }
}
