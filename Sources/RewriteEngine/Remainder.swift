/// What of a text is left when ranges are taken out.
struct Remainder {
  private let text: UnsafeBufferPointer<UInt8>
  /// Where the next piece begins, in the text.
  private(set) var offset = 0
  private var ranges: ArraySlice<Range<Int>>

  /// - Parameter ranges: in ascending order; one may overlap another.
  init(_ text: UnsafeBufferPointer<UInt8>, without ranges: [Range<Int>]) {
    self.text = text
    self.ranges = ranges[...]
    skip()
  }

  /// What stands before the next range; empty at the end.
  var piece: Slice<UnsafeBufferPointer<UInt8>> {
    text[offset..<max(offset, min(ranges.first?.lowerBound ?? text.count, text.count))]
  }

  mutating func advance(by count: Int) {
    offset += count
    skip()
  }

  private mutating func skip() {
    while let range = ranges.first, range.lowerBound <= offset {
      offset = min(max(offset, range.upperBound), text.count)
      ranges.removeFirst()
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// How many bytes at the start are the same.
  func commonCount(with other: Self) -> Int {
    let (left, right) = (
      UnsafeBufferPointer(rebasing: self), UnsafeBufferPointer(rebasing: other)
    )
    if left.hasSameBytes(as: right) { return count }
    return zip(left, right).prefix { $0 == $1 }.count
  }
}
