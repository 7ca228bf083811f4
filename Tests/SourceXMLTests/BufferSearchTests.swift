import Testing

@testable import SourceXML

@Suite("Searches over raw text")
struct BufferSearchTests {
  private func search<Result>(
    _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    SourceBytes(Array(text.utf8)).withUnsafeBytes(body)
  }

  @Test(
    "The first byte at or behind a start",
    arguments: [(0, 1), (1, 1), (2, 4), (4, 4), (5, nil), (6, nil), (99, nil), (-1, nil)]
      as [(Int, Int?)])
  func first(_ start: Int, _ expected: Int?) {
    #expect(search("a<bc<d") { $0.firstOffset(of: UInt8(ascii: "<"), from: start) } == expected)
  }

  @Test(
    "The last byte before an end and behind a start",
    arguments: [
      (6, -1, 4), (5, -1, 4), (4, -1, 1), (2, -1, 1), (1, -1, nil), (0, -1, nil), (99, -1, 4),
      (6, 3, 4), (6, 4, nil), (4, 1, nil), (4, 0, 1), (-3, -1, nil),
    ] as [(Int, Int, Int?)])
  func last(_ end: Int, _ start: Int, _ expected: Int?) {
    let found = search("a<bc<d") {
      $0.lastOffset(of: UInt8(ascii: "<"), before: end, after: start)
    }
    #expect(found == expected)
  }

  @Test("The first byte that is not ASCII, wherever it stands in a stride", arguments: 0..<100)
  func nonASCII(_ place: Int) {
    let text = String(repeating: "x", count: place) + "é" + String(repeating: "y", count: 40)
    for start in [0, place / 2, place] {
      #expect(search(text) { $0.firstNonASCII(from: start) } == place)
    }
    #expect(search(text) { $0.firstNonASCII(from: place + 2) } == nil)
  }

  @Test("Nothing is found in nothing")
  func empty() {
    search("") { text in
      #expect(text.firstOffset(of: 0) == nil)
      #expect(text.lastOffset(of: 0, before: 0) == nil)
      #expect(text.firstNonASCII(from: 0) == nil)
      #expect(text.hasSameBytes(as: text))
      #expect(text.position(at: 0) == SourcePosition(line: 1, column: 1, offset: 0))
    }
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    #expect(none.firstOffset(of: 0) == nil)
    #expect(none.hasSameBytes(as: none))
  }

  @Test(
    "Texts are the same in all bytes or not at all",
    arguments: [
      ("", "", true), ("a", "", false), ("", "a", false), ("ab", "ab", true), ("ab", "ac", false),
      ("ab", "abc", false),
    ])
  func sameness(_ left: String, _ right: String, _ expected: Bool) {
    #expect(search(left) { left in search(right) { left.hasSameBytes(as: $0) } } == expected)
  }

  @Test(
    "Characters are counted as Unicode and as UTF-16 counts them",
    arguments: ["", "a", "é", "€", "😀", "a😀é€\u{10FFFF}b", "e\u{301}"])
  func counts(_ text: String) {
    let counts = UTF8Counts(text.utf8)
    #expect(counts.scalars == text.unicodeScalars.count)
    #expect(counts.utf16CodeUnits == text.utf16.count)
  }

  @Test("The length of a sorted beginning is found by halving", arguments: 0...20)
  func prefixCount(_ size: Int) {
    let numbers = Array(0..<size)
    for limit in -1...(size + 1) {
      #expect(numbers.prefixCount { $0 < limit } == min(max(limit, 0), size))
    }
  }
}
