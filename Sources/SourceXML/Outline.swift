/// A document without the large elements that were parsed and not kept: a few kilobytes of megabytes.
///
/// Cutting whole elements out of a well-formed document leaves a well-formed one, and putting them back
/// between the same neighbours does so too: without a DTD, `content` in the grammar of XML is any
/// sequence of elements, text, references, comments and the like, and nothing in it depends on what
/// stands elsewhere but the namespaces that the elements around declare, whose tags all stay.
package struct Outline: Sendable {
  /// What is left, byte order mark and all.
  package let bytes: SourceBytes
  /// Where in the outline's text something was cut.
  private let cutOffsets: [Int]
  /// How much the first n cuts removed.
  private let removed: [Int]

  /// - Parameters:
  ///   - document: in an encoding whose bytes are UTF-8.
  ///   - markLength: the length of its byte order mark.
  ///   - cuts: ranges of its text, in ascending order, none overlapping another.
  package init(of document: some PiecedBytes, markLength: Int, without cuts: [Range<Int>]) {
    var offsets: [Int] = []
    var removed = [0]
    var total = 0
    for cut in cuts {
      offsets.append(cut.lowerBound - total)
      total += cut.count
      removed.append(total)
    }
    var cursor = PieceCursor(document)
    bytes = SourceBytes(capacity: document.count - total) { room in
      var (read, kept) = (0, 0)
      func keep(_ count: Int) {
        kept += cursor.copy(count, to: UnsafeMutableRawBufferPointer(rebasing: room[kept...]))
        read += count
      }
      for cut in cuts {
        keep(cut.lowerBound + markLength - read)
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
