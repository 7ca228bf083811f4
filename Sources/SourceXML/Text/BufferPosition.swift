// Characters and lines of well-formed UTF-8.
extension UnsafeBufferPointer<UInt8> {
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

  /// The offset of the first byte of the character that the byte at `offset` is part of; an offset
  /// outside the text is itself.
  package func characterStart(at offset: Int) -> Int {
    var start = offset
    while start > 0, start < count, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// How many code units of UTF-16 the text in `range` makes.
  func utf16Count(_ range: Range<Int>) -> Int {
    let ascii = firstNonASCII(from: range.lowerBound, before: range.upperBound) ?? range.upperBound
    return ascii - range.lowerBound + UTF8Counts(self[ascii..<range.upperBound]).utf16CodeUnits
  }
}
