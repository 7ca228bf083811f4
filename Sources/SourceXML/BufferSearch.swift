// Searches over raw text that the C library or the processor does many bytes at a time.
#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The first offset at or behind `start` that holds `byte`.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let baseAddress, start >= 0, start < count,
      let found = memchr(baseAddress + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// The last offset before `end`, and behind `start`, that holds `byte`.
  package func lastOffset(of byte: UInt8, before end: Int, after start: Int = -1) -> Int? {
    var offset = Swift.min(end, count) - 1
    while offset > start, offset >= 0 {
      if self[offset] == byte { return offset }
      offset -= 1
    }
    return nil
  }

  /// The offset behind the next `mark`, or `end` where there is none before it.
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

  /// Whether `other` has the same bytes.
  package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard let left = baseAddress, let right = other.baseAddress else { return count == 0 }
    // The same memory holds the same bytes.
    return left == right || memcmp(left, right, count) == 0
  }

  /// The first offset at or behind `start`, and before `end`, whose byte is not ASCII.
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

  /// The place of `offset` in this text.
  ///
  /// - Parameter storedOffset: the same place in the stored bytes, where these differ.
  package func position(at offset: Int, storedOffset: Int? = nil) -> SourcePosition {
    let offset = Swift.min(Swift.max(offset, 0), count)
    var line = 1
    var lineStart = 0
    while let end = firstOffset(of: 0x0A, from: lineStart), end < offset {
      line += 1
      lineStart = end + 1
    }
    return SourcePosition(
      line: line, column: offset - lineStart + 1, offset: storedOffset ?? offset,
      utf16Column: utf16Count(lineStart..<offset) + 1)
  }

  /// The offset of the first byte of a 1-based line; nil where there are not so many.
  func lineStart(_ line: Int) -> Int? {
    var start = 0
    for _ in 1..<Swift.max(line, 1) {
      guard let end = firstOffset(of: 0x0A, from: start) else { return nil }
      start = end + 1
    }
    return start
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many code units of UTF-16 the well-formed UTF-8 in `range` makes.
  func utf16Count(_ range: Range<Int>) -> Int {
    let ascii = firstNonASCII(from: range.lowerBound, before: range.upperBound) ?? range.upperBound
    return ascii - range.lowerBound + UTF8Counts(self[ascii..<range.upperBound]).utf16CodeUnits
  }
}

/// How many characters a piece of well-formed UTF-8 has.
struct UTF8Counts {
  var scalars = 0
  var utf16CodeUnits = 0

  init(_ text: some Collection<UInt8>) {
    for byte in text where byte & 0xC0 != 0x80 {
      scalars += 1
      utf16CodeUnits += byte >= 0xF0 ? 2 : 1
    }
  }
}
