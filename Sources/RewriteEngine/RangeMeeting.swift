import SourceXML

extension [Range<Int>] {
  /// Whether `range` meets one of these, which are in ascending order, none overlapping another; to touch is
  /// not to meet.
  func meets(_ range: Range<Int>) -> Bool {
    let before = prefixCount { $0.upperBound <= range.lowerBound }
    return before < count && self[before].lowerBound < range.upperBound
  }
}
