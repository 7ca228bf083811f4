import SourceXML
import Testing

@Suite("The bytes of a document")
struct SourceBytesTests {
  @Test("A NUL that does not count stands behind the bytes")
  func terminator() {
    let bytes = SourceBytes(Array("abc".utf8))
    #expect(bytes.count == 3)
    #expect(Array(bytes) == Array("abc".utf8))
    let behind = bytes.withUnsafeBytes { buffer in buffer.baseAddress.map { $0[buffer.count] } }
    #expect(behind == 0)
    #expect(bytes.withUnsafeBytes { $0.count } == 3)
  }

  @Test("Ranges are cut to what there is, and outside there is no byte")
  func ranges() {
    let bytes = SourceBytes(Array("abc".utf8))
    #expect(Array(bytes.bytes(in: 1..<2)) == Array("b".utf8))
    #expect(Array(bytes.bytes(in: -5..<99)) == Array("abc".utf8))
    #expect(Array(bytes.bytes(in: 3..<9)) == [])
    #expect(bytes[0] == UInt8(ascii: "a") && bytes[2] == UInt8(ascii: "c"))
  }

  @Test(
    "Every size keeps its bytes, whichever kind of memory it lies in",
    arguments: [0, 1, 1_048_575, 1_048_576, 2_097_151, 2_097_152, 3_145_727, 5_000_000])
  func sizes(size: Int) {
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let bytes = SourceBytes(content)
    #expect(bytes.count == size)
    #expect(bytes.elementsEqual(content))
    #expect(bytes == SourceBytes(content))
    #expect(bytes.withUnsafeBytes { buffer in buffer.baseAddress.map { $0[buffer.count] } } == 0)
    #expect(bytes != SourceBytes(content + [0]))
    if let last = content.last { #expect(bytes != SourceBytes(content.dropLast() + [last ^ 1])) }
  }

  @Test("Only what was written counts", arguments: [0, 3, 8, 99, -1])
  func filling(written: Int) {
    let bytes = SourceBytes(capacity: 8) { room in
      #expect(room.count == 8)
      for offset in room.indices { room[offset] = UInt8(offset + 1) }
      return written
    }
    let expected = min(max(written, 0), 8)
    #expect(bytes.count == expected)
    #expect(Array(bytes) == Array((1...8).prefix(expected)))
    #expect(bytes.withUnsafeBytes { buffer in buffer.baseAddress.map { $0[buffer.count] } } == 0)
  }

  @Test("An error of the filling comes through")
  func fillingFails() {
    #expect(throws: SourceError.self) {
      try SourceBytes(capacity: 8) { _ in throw SourceError(.empty, "a", remedy: "b") }
    }
  }

  @Test("Equal bytes are equal, however they came in")
  func equality() {
    let copied = SourceBytes(Array("ab".utf8))
    let filled = SourceBytes(capacity: 9) { room in
      room.copyBytes(from: Array("ab".utf8))
      return 2
    }
    #expect(copied == filled)
    #expect(copied != SourceBytes(Array("abc".utf8)))
  }
}
