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
  package init(of document: SourceBytes, markLength: Int, without cuts: [Range<Int>]) {
    var kept: [UInt8] = []
    var offsets: [Int] = []
    var removed = [0]
    var start = 0
    for cut in cuts {
      kept += document[start..<(cut.lowerBound + markLength)]
      offsets.append(kept.count - markLength)
      removed.append((removed.last ?? 0) + cut.count)
      start = cut.upperBound + markLength
    }
    kept += document[start..<document.count]
    bytes = SourceBytes(kept)
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
