/// A part of a document's bytes; its indices are offsets in the document.
package typealias ByteSlice = Slice<SourceBytes>

// What the C library does many bytes at a time, and the general functions of collections one by one: a
// line of an export may have megabytes.
extension ByteSlice {
  private func withUnsafeBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try base.withUnsafeBytes { try body(UnsafeBufferPointer(rebasing: $0[startIndex..<endIndex])) }
  }

  /// The offset of the first `byte`.
  package func firstOffset(of byte: UInt8) -> Int? {
    withUnsafeBytes { $0.firstOffset(of: byte) }.map { $0 + startIndex }
  }

  /// The offset of the last `byte`.
  package func lastOffset(of byte: UInt8) -> Int? {
    withUnsafeBytes { $0.lastOffset(of: byte, before: $0.count) }.map { $0 + startIndex }
  }

  /// How many times `byte` is in it.
  package func count(of byte: UInt8) -> Int {
    withUnsafeBytes { bytes in
      var (count, offset) = (0, 0)
      while let found = bytes.firstOffset(of: byte, from: offset) {
        (count, offset) = (count + 1, found + 1)
      }
      return count
    }
  }

  /// Whether `other` has the same bytes.
  package func hasSameBytes(as other: ByteSlice) -> Bool {
    withUnsafeBytes { bytes in other.withUnsafeBytes { bytes.hasSameBytes(as: $0) } }
  }

  /// Its lines, each with the LF that ends it; the last may have none.
  package var lines: [ByteSlice] {
    var lines: [ByteSlice] = []
    var start = startIndex
    while start < endIndex {
      let end = self[start...].firstOffset(of: 0x0A).map { $0 + 1 } ?? endIndex
      lines.append(self[start..<end])
      start = end
    }
    return lines
  }

  /// Its bytes, copied.
  package var array: [UInt8] { withUnsafeBytes { Array($0) } }
}
