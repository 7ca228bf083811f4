/// The bytes of a document, followed in memory by one NUL that does not count.
///
/// libxml2 reads a document in place when it ends in a NUL; keeping that byte here means that a
/// file is read once and never copied.
package struct SourceBytes: Sendable {
  @usableFromInline let supply: PageSupply
  /// The number of bytes, without the NUL.
  package let count: Int

  /// Copies `bytes`.
  package init(_ bytes: some Collection<UInt8>) {
    self.init(capacity: bytes.count) { room in
      room.copyBytes(from: bytes)
      return bytes.count
    }
  }

  /// Makes room for `capacity` bytes and lets `fill` write them; `fill` returns how many it wrote.
  package init<Failure: Error>(
    capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let capacity = Swift.max(capacity, 0)
    supply = PageSupply(capacity: capacity + 1)
    let room = UnsafeMutableRawBufferPointer(rebasing: supply.memory[..<capacity])
    count = Swift.min(Swift.max(try fill(room), 0), capacity)
    supply.memory[count] = 0
  }

  /// Calls `body` with the bytes; a NUL stands behind the last one.
  @inlinable package func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = UnsafeRawBufferPointer(rebasing: supply.memory[..<count])
    defer { withExtendedLifetime(supply) {} }
    return try body(bytes.assumingMemoryBound(to: UInt8.self))
  }

  /// The bytes of `range`, cut to what there is.
  package func bytes(in range: Range<Int>) -> ByteSlice {
    Slice(base: self, bounds: range.clamped(to: 0..<count))
  }
}

extension SourceBytes: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }

  @inlinable package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count, "a byte outside the document")
    return supply.memory[position]
  }

  @inlinable package func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBytes(body)
  }
}

extension SourceBytes: Equatable {
  package static func == (left: SourceBytes, right: SourceBytes) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { left.hasSameBytes(as: $0) } }
  }
}
