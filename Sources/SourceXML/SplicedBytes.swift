/// The bytes of a document, in one piece or in several.
package protocol PiecedBytes: Sendable {
  var count: Int { get }
  /// The pieces in their order; together they are the document.
  var pieces: [ByteSlice] { get }
}

extension SourceBytes: PiecedBytes {
  package var pieces: [ByteSlice] { [self[...]] }
}

/// A document made of pieces of others, none of which is copied: what stays of an original is where it
/// was read.
package struct SplicedBytes: PiecedBytes {
  package let pieces: [ByteSlice]
  package let count: Int

  package init(_ pieces: [ByteSlice]) {
    self.pieces = pieces.filter { !$0.isEmpty }
    count = pieces.reduce(0) { $0 + $1.count }
  }

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

/// Reads a document of pieces from its start to its end.
package struct PieceCursor {
  private let pieces: [ByteSlice]
  private var index = 0
  /// How much of the current piece has been read.
  private var offset = 0

  package init(_ bytes: some PiecedBytes) { pieces = bytes.pieces }

  package var isAtEnd: Bool { !pieces[index...].contains { $0.count > offset } }

  /// Whether the next bytes are `expected`; goes behind them where they are.
  package mutating func skip(_ expected: UnsafeBufferPointer<UInt8>) -> Bool {
    var compared = 0
    var isSame = true
    let count = read(expected.count) { piece in
      isSame =
        isSame
        && piece.hasSameBytes(
          as: UnsafeBufferPointer(rebasing: expected[compared..<(compared + piece.count)]))
      compared += piece.count
    }
    return isSame && count == expected.count
  }

  /// Copies the next `count` bytes to the start of `room`; fewer where there are no more, or no more room.
  ///
  /// - Returns: how many.
  @discardableResult
  package mutating func copy(_ count: Int, to room: UnsafeMutableRawBufferPointer) -> Int {
    var copied = 0
    return read(min(count, room.count)) { piece in
      UnsafeMutableRawBufferPointer(rebasing: room[copied..<(copied + piece.count)])
        .copyMemory(from: UnsafeRawBufferPointer(piece))
      copied += piece.count
    }
  }

  /// Goes behind the next `count` bytes.
  package mutating func drop(_ count: Int) { _ = read(count) { _ in } }

  /// Reads the next `count` bytes, fewer where there are no more, piece by piece.
  private mutating func read(_ count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Int {
    var left = max(count, 0)
    while left > 0, index < pieces.count {
      let piece = pieces[index]
      let length = min(piece.count - offset, left)
      let start = piece.startIndex + offset
      piece.base.withUnsafeBytes {
        body(UnsafeBufferPointer(rebasing: $0[start..<(start + length)]))
      }
      left -= length
      offset += length
      if offset == piece.count { (index, offset) = (index + 1, 0) }
    }
    return max(count, 0) - left
  }
}
