/// Reads a document of pieces from its start to its end.
package struct PieceCursor {
  private let pieces: [ByteSlice]
  private var index = 0
  /// How much of the current piece has been read.
  private var offset = 0

  /// At the start of `bytes`.
  package init(_ bytes: some PiecedBytes) { pieces = bytes.pieces }

  /// Whether everything has been read.
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
