/// UTF-16 to UTF-8 and back. A lone surrogate or half a character is an error, never replaced.
enum UTF16Coding {
  /// - Parameter start: the offset of `text` in the stored bytes, for messages.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, bigEndian: Bool, from start: Int
  ) throws(SourceError) -> SourceBytes {
    func unit(at offset: Int) -> UInt16 {
      let (first, second) = (UInt16(text[offset]), UInt16(text[offset + 1]))
      return bigEndian ? first << 8 | second : second << 8 | first
    }
    let whole = text.count - text.count % 2
    let length = stride(from: 0, to: whole, by: 2).reduce(0) { $0 + utf8Length(unit(at: $1)) }
    return try SourceBytes(capacity: length) { room throws(SourceError) in
      var output = UTF8Writer(room)
      func refuse(_ message: String, at offset: Int) -> SourceError {
        SourceError(
          .encoding, message, remedy: "export the file again: this copy is damaged",
          position: output.position(storedOffset: start + offset))
      }
      var offset = 0
      while offset < whole {
        let first = unit(at: offset)
        switch first {
        case 0:
          throw refuse("the file has a NUL character, which text has not", at: offset)
        case 1..<0x80:
          output.append(UInt8(truncatingIfNeeded: first))
        case 0xD800..<0xDC00:
          guard offset + 4 <= whole, case let second = unit(at: offset + 2),
            (0xDC00..<0xE000).contains(second)
          else { throw refuse("half of a surrogate pair is missing", at: offset) }
          output.append(
            scalar: 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
          offset += 2
        case 0xDC00..<0xE000:
          throw refuse("half of a surrogate pair is missing", at: offset)
        default:
          output.append(scalar: UInt32(first))
        }
        offset += 2
      }
      guard whole == text.count else {
        throw refuse("UTF-16 has two bytes a character, and the last one has one byte", at: whole)
      }
      return output.count
    }
  }

  /// The bytes of UTF-8 that a code unit stands for; a surrogate is half of four.
  private static func utf8Length(_ unit: UInt16) -> Int {
    switch unit {
    case 0..<0x80: 1
    case 0x80..<0x800, 0xD800..<0xE000: 2
    default: 3
    }
  }

  /// ASCII text as UTF-16.
  static func encode(_ ascii: some Collection<UInt8>, bigEndian: Bool) -> [UInt8] {
    ascii.flatMap { bigEndian ? [0, $0] : [$0, 0] }
  }
}
