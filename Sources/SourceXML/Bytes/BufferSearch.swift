#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Searches over raw text, many bytes at a time where the C library or the processor can. Offsets are in bytes,
/// from 0.
extension UnsafeBufferPointer<UInt8> {
  /// The first offset at or behind `start` that holds `byte`; nil where none does.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let baseAddress, start >= 0, start < count,
      let found = memchr(baseAddress + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// The last offset before `end`, and behind `start`, that holds `byte`; nil where none does.
  package func lastOffset(of byte: UInt8, before end: Int, after start: Int = -1) -> Int? {
    var offset = Swift.min(end, count) - 1
    while offset > start, offset >= 0 {
      if self[offset] == byte { return offset }
      offset -= 1
    }
    return nil
  }

  /// The offset behind the first `mark` at or behind `start` that ends at or before `end`; else `end`.
  ///
  /// - Parameter start: from 0 to the number of bytes.
  func offset(behind mark: StaticString, from start: Int, before end: Int) -> Int {
    mark.withUTF8Buffer { mark in
      guard let first = mark.first else { return end }
      var offset = start
      while let found = firstOffset(of: first, from: offset), found + mark.count <= end {
        if self[found..<(found + mark.count)].elementsEqual(mark) { return found + mark.count }
        offset = found + 1
      }
      return end
    }
  }

  /// The offset behind the `>` that ends the tag at `start`, or `end` where there is none before it; a `>`
  /// in an attribute's value is no end.
  ///
  /// - Parameter end: from `start` to the number of bytes.
  func tagEnd(from start: Int, before end: Int) -> Int {
    var quote: UInt8?
    for offset in start..<end {
      let byte = self[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return offset + 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return end
  }

  /// Whether `other` has the same bytes.
  package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard let left = baseAddress, let right = other.baseAddress else { return count == 0 }
    // The same memory holds the same bytes.
    return left == right || memcmp(left, right, count) == 0
  }

  /// The first offset at or behind `start`, and before `end`, whose byte is not ASCII; nil where all are.
  ///
  /// - Parameters:
  ///   - start: not negative.
  ///   - end: the number of bytes where it is nil, or more than that.
  func firstNonASCII(from start: Int, before end: Int? = nil) -> Int? {
    let count = Swift.min(end ?? self.count, self.count)
    var offset = start
    let raw = UnsafeRawBufferPointer(self)
    while offset + 32 <= count {
      func word(_ index: Int) -> UInt64 {
        raw.loadUnaligned(fromByteOffset: offset + 8 * index, as: UInt64.self)
      }
      if (word(0) | word(1) | word(2) | word(3)) & 0x8080_8080_8080_8080 != 0 { break }
      offset += 32
    }
    while offset < count {
      if self[offset] >= 0x80 { return offset }
      offset += 1
    }
    return nil
  }
}
