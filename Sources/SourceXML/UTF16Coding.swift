/// UTF-16 to UTF-8 and back. A lone surrogate or half a character is an error, never replaced.
enum UTF16Coding {
  /// - Parameter start: the offset of `text` in the stored bytes, for messages.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, bigEndian: Bool, from start: Int
  ) throws(SourceError) -> SourceBytes {
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 2 + text.count / 8)
    func unit(at offset: Int) -> UInt16 {
      let (first, second) = (UInt16(text[offset]), UInt16(text[offset + 1]))
      return bigEndian ? first << 8 | second : second << 8 | first
    }
    func refuse(_ message: String, at offset: Int) -> SourceError {
      SourceError(
        .encoding, message, remedy: "export the file again: this copy is damaged",
        position: output.withUnsafeBufferPointer {
          $0.position(at: $0.count, storedOffset: start + offset)
        })
    }
    let whole = text.count - text.count % 2
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
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        Self.append(value, to: &output)
        offset += 2
      case 0xDC00..<0xE000:
        throw refuse("half of a surrogate pair is missing", at: offset)
      default:
        Self.append(UInt32(first), to: &output)
      }
      offset += 2
    }
    guard whole == text.count else {
      throw refuse("UTF-16 has two bytes a character, and the last one has one byte", at: whole)
    }
    return SourceBytes(output)
  }

  private static func append(_ value: UInt32, to output: inout [UInt8]) {
    // The callers have ruled surrogates out, so the scalar always exists.
    guard let scalar = Unicode.Scalar(value) else { return }
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// ASCII text as UTF-16.
  static func encode(_ ascii: some Collection<UInt8>, bigEndian: Bool) -> [UInt8] {
    ascii.flatMap { bigEndian ? [0, $0] : [$0, 0] }
  }
}
