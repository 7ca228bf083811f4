/// A document without the large elements that were parsed and not kept: a few kilobytes of megabytes.
///
/// Cutting whole elements out of a well-formed document leaves a well-formed one, and putting them back
/// between the same neighbours does so too: without a DTD, `content` in the grammar of XML is any
/// sequence of elements, text, references, comments and the like, and nothing in it depends on what
/// stands elsewhere but the namespaces that the elements around declare, whose tags all stay. Where a
/// character's bytes depend on no other one, what holds of the text holds of the bytes.
package struct Outline: Sendable {
  /// What is left, byte order mark and all.
  package let bytes: SourceBytes
  /// Where in the outline's text something was cut.
  private let cutOffsets: [Int]
  /// How much the first n cuts removed.
  private let removed: [Int]

  /// - Parameters:
  ///   - document: in an encoding in which a character's bytes depend on no other character.
  ///   - cuts: ranges of its text, in ascending order, none overlapping another.
  ///   - storedCuts: the same ranges in its bytes.
  package init(
    of document: some PiecedBytes, without cuts: [Range<Int>], stored storedCuts: [Range<Int>]
  ) {
    var offsets: [Int] = []
    var removed = [0]
    var total = 0
    for cut in cuts {
      offsets.append(cut.lowerBound - total)
      total += cut.count
      removed.append(total)
    }
    var cursor = PieceCursor(document)
    let storedTotal = storedCuts.reduce(0) { $0 + $1.count }
    bytes = SourceBytes(capacity: document.count - storedTotal) { room in
      var (read, kept) = (0, 0)
      func keep(_ count: Int) {
        kept += cursor.copy(count, to: UnsafeMutableRawBufferPointer(rebasing: room[kept...]))
        read += count
      }
      for cut in storedCuts {
        keep(cut.lowerBound - read)
        cursor.drop(cut.count)
        read += cut.count
      }
      keep(document.count - read)
      return kept
    }
    cutOffsets = offsets
    self.removed = removed
  }

  /// Where a range of the outline's text stands in the document's text.
  package func original(_ range: Range<Int>) -> Range<Int> {
    let before = cutOffsets.prefixCount { $0 <= range.lowerBound }
    let inside = cutOffsets.prefixCount { $0 < range.upperBound }
    return (range.lowerBound + removed[before])..<(range.upperBound + removed[max(before, inside)])
  }
}
