import SourceXML
import TestSupport
import Testing

@Suite("An outline is a document without some of its elements")
struct OutlineTests {
  private func outline(_ text: String, mark: [UInt8] = [], without cuts: [Range<Int>]) -> Outline {
    Outline(
      of: SourceBytes(mark + Array(text.utf8)), without: cuts, stored: cuts.moved(by: mark.count))
  }

  @Test(
    "What is cut is gone, what stays has its place",
    arguments: [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
  func cutting(mark: [UInt8]) {
    //          0123456789
    let text = "ab[cut]cd[]ef"
    let outline = outline(text, mark: mark, without: [2..<7, 9..<11])
    #expect(Array(outline.bytes) == mark + Array("abcdef".utf8))
    let expected: [(Range<Int>, Range<Int>)] = [
      (0..<2, 0..<2), (0..<1, 0..<1), (2..<4, 7..<9), (3..<4, 8..<9), (4..<6, 11..<13),
      // Round a cut, it is inside.
      (0..<3, 0..<8), (1..<5, 1..<12), (0..<6, 0..<13),
      // At a cut, an empty range stands behind it.
      (2..<2, 7..<7), (4..<4, 11..<11), (6..<6, 13..<13), (0..<0, 0..<0),
    ]
    for (range, original) in expected { #expect(outline.original(range) == original) }
  }

  @Test("Cuts that touch are one", arguments: [[2..<7, 7..<9], [2..<4, 4..<7, 7..<9]])
  func touchingCuts(_ cuts: [Range<Int>]) {
    let outline = outline("ab[cut][]cd", without: cuts)
    #expect(Array(outline.bytes) == Array("abcd".utf8))
    #expect(outline.original(0..<2) == 0..<2)
    #expect(outline.original(2..<4) == 9..<11)
    #expect(outline.original(1..<3) == 1..<10)
    #expect(outline.original(2..<2) == 9..<9)
  }

  @Test("Without cuts nothing changes, and everything can be cut")
  func extremes() {
    let whole = outline("abc", without: [])
    #expect(Array(whole.bytes) == Array("abc".utf8))
    #expect(whole.original(1..<3) == 1..<3)
    let nothing = outline("abc", mark: [0xEF, 0xBB, 0xBF], without: [0..<3])
    #expect(Array(nothing.bytes) == [0xEF, 0xBB, 0xBF])
  }

  @Test("Wherever the cuts are, each kept byte leads back to itself", arguments: 0..<50)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...200, using: &generator)
    let bytes = (0..<count).map { _ in UInt8.random(in: 1...255, using: &generator) }
    let isCut = (0..<count).map { _ in Bool.random(using: &generator) }
    // Neighbouring bytes that are cut make one cut or several that touch.
    var cuts: [Range<Int>] = []
    for offset in 0..<count where isCut[offset] {
      if let last = cuts.last, last.upperBound == offset, Bool.random(using: &generator) {
        cuts[cuts.count - 1] = last.lowerBound..<(offset + 1)
      } else {
        cuts.append(offset..<(offset + 1))
      }
    }
    let markLength = generator.pick([0, 3])
    let mark = [UInt8](repeating: 0xEF, count: markLength)
    let outline = Outline(
      of: SourceBytes(mark + bytes), without: cuts, stored: cuts.moved(by: markLength))
    let kept = (0..<count).filter { !isCut[$0] }
    #expect(Array(outline.bytes) == mark + kept.map { bytes[$0] })
    for start in kept.indices {
      let end = Int.random(in: start..<kept.count, using: &generator)
      #expect(outline.original(start..<(end + 1)) == kept[start]..<(kept[end] + 1))
    }
  }

  @Test("Of a parsed document the outline parses to the same kept elements")
  func parsed() throws {
    let schema = "<schema>" + String(repeating: "<b/>", count: 500) + "</schema>"
    let text = "<r>" + schema + schema + "<a>0</a>" + schema + "<a/>" + schema + "</r>"
    let pattern = DocumentPattern(roots: [:], otherRoot: ElementPattern(["a": .subtree]))
    let document = try SourceDocument(text, keeping: pattern)
    let outline = Outline(
      of: document.text.bytes, without: document.dropped, stored: document.dropped)
    #expect(String(decoding: outline.bytes, as: UTF8.self) == "<r><a>0</a><a/></r>")
    let small = try SourceDocument(SourceText(outline.bytes), keeping: pattern)
    #expect(small.names == document.names)
    #expect(small.elements.map { outline.original($0.range) } == document.elements.map(\.range))
  }
}

extension [Range<Int>] {
  fileprivate func moved(by distance: Int) -> Self {
    map { ($0.lowerBound + distance)..<($0.upperBound + distance) }
  }
}
