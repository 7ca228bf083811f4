/// A document made of pieces of others, none of which is copied: what stays of an original is where it
/// was read.
package struct SplicedBytes: PiecedBytes {
  package let pieces: [ByteSlice]
  package let count: Int

  /// A document of `pieces` in their order.
  package init(_ pieces: [ByteSlice]) {
    self.pieces = pieces.filter { !$0.isEmpty }
    count = pieces.reduce(0) { $0 + $1.count }
  }

  /// The same document as `bytes`, of the same pieces.
  package init(_ bytes: some PiecedBytes) { self.init(bytes.pieces) }

  /// All pieces in one. Copies them, where they are not one already.
  package func joined() -> SourceBytes {
    if let only = pieces.first, pieces.count == 1, only.count == only.base.count {
      return only.base
    }
    var cursor = PieceCursor(self)
    return SourceBytes(capacity: count) { room in
      cursor.copy(count, to: room)
      return count
    }
  }

  /// Whether `other` has the same bytes.
  package func hasSameBytes(as other: SourceBytes) -> Bool {
    guard count == other.count else { return false }
    var cursor = PieceCursor(self)
    return other.withUnsafeBytes { cursor.skip($0) }
  }
}
