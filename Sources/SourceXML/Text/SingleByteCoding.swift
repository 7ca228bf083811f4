/// Encodings in which a character is a byte and the lower half is ASCII.
enum SingleByteCoding {
  /// The characters of the bytes 0x80 to 0xFF, nil where there is none.
  typealias HighHalf = [UInt16?]

  static let latin1HighHalf: HighHalf = (0x80...0xFF).map { UInt16($0) }

  /// Bytes 0x80 to 0x9F are those of the Unicode consortium's mapping table CP1252.TXT.
  static let windows1252HighHalf: HighHalf =
    [
      0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
      0x0152, nil, 0x017D, nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
      0x2122, 0x0161, 0x203A, 0x0153, nil, 0x017E, 0x0178,
    ] + (0xA0...0xFF).map { UInt16($0) }

  /// UTF-8 of `text`; a NUL or a byte without a character is an error.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>, highHalf: HighHalf
  ) throws(SourceError) -> SourceBytes {
    // A character of the upper half has at most three bytes of UTF-8.
    let high = text.reduce(0) { $0 + Int($1 >> 7) }
    return try SourceBytes(capacity: text.count + 2 * high) { room throws(SourceError) in
      var output = UTF8Writer(room)
      for (offset, byte) in text.enumerated() {
        if byte > 0, byte < 0x80 {
          output.append(byte)
        } else if byte >= 0x80, let character = highHalf[Int(byte) - 0x80] {
          output.append(scalar: UInt32(character))
        } else {
          throw SourceError(
            .encoding,
            "byte 0x\(String(byte, radix: 16, uppercase: true)) is no character of the encoding that "
              + "the XML declaration names",
            remedy: "declare the encoding that the file has, or export it again",
            position: output.position(storedOffset: offset))
        }
      }
      return output.count
    }
  }
}
