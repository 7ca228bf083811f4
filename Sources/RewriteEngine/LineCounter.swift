import SourceXML

/// Counts lines on the way from one offset to a later one.
struct LineCounter {
  private let text: ByteSlice
  private var offset: Int
  private var line = 1

  init(_ text: ByteSlice) {
    self.text = text
    offset = text.startIndex
  }

  /// The 1-based line at `offset`, which is not before that of the last call.
  mutating func line(at offset: Int) -> Int {
    if offset > self.offset {
      line += text[self.offset..<offset].count(of: 0x0A)
      self.offset = offset
    }
    return line
  }
}
