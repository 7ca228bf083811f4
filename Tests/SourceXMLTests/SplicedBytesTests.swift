import SourceXML
import TestSupport
import Testing

@Suite("A document of pieces reads as one in one piece")
struct SplicedBytesTests {
  /// Pieces of several documents, some of them empty, and what they are together.
  private func document(_ generator: inout SeededGenerator) -> (SplicedBytes, [UInt8]) {
    var pieces: [ByteSlice] = []
    var whole: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      let bytes = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
        UInt8.random(in: 1...255, using: &generator)
      }
      let start = Int.random(in: 0...bytes.count, using: &generator)
      let end = Int.random(in: start...bytes.count, using: &generator)
      pieces.append(SourceBytes(bytes).bytes(in: start..<end))
      whole += bytes[start..<end]
    }
    return (SplicedBytes(pieces), whole)
  }

  @Test("Joined, it is the pieces in their order", arguments: 0..<50)
  func joining(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (spliced, whole) = document(&generator)
    #expect(Array(spliced.joined()) == whole)
    #expect(spliced.count == whole.count)
    #expect(spliced.hasSameBytes(as: SourceBytes(whole)))
    #expect(Array(SplicedBytes(SourceBytes(whole)).joined()) == whole)
  }

  @Test("One byte more, less or other is not the same", arguments: 0..<50)
  func difference(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (spliced, whole) = document(&generator)
    #expect(!spliced.hasSameBytes(as: SourceBytes(whole + [7])))
    for offset in whole.indices {
      var other = whole
      other[offset] ^= 1
      #expect(!spliced.hasSameBytes(as: SourceBytes(other)))
      other.remove(at: offset)
      #expect(!spliced.hasSameBytes(as: SourceBytes(other)))
    }
  }

  @Test("A cursor compares, copies and drops across pieces", arguments: 0..<50)
  func cursor(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (spliced, whole) = document(&generator)
    var cursor = PieceCursor(spliced)
    var offset = 0
    while offset < whole.count {
      #expect(!cursor.isAtEnd)
      let length = Int.random(in: 1...(whole.count - offset), using: &generator)
      let expected = Array(whole[offset..<(offset + length)])
      switch Int.random(in: 0...2, using: &generator) {
      case 0:
        #expect(expected.withUnsafeBufferPointer { cursor.skip($0) })
      case 1:
        var copy = [UInt8](repeating: 0, count: length)
        #expect(copy.withUnsafeMutableBytes { cursor.copy(length, to: $0) } == length)
        #expect(copy == expected)
      default: cursor.drop(length)
      }
      offset += length
    }
    #expect(cursor.isAtEnd)
    #expect(![1].withUnsafeBufferPointer { cursor.skip($0) })
    #expect([].withUnsafeBufferPointer { cursor.skip($0) })
  }
}
