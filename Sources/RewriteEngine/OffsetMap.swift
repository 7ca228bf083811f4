/// Where the edits move an offset of the text, or of the stored bytes.
struct OffsetMap {
  private let edits: [(range: Range<Int>, replacement: [UInt8])]
  /// The ranges of the replacements in the result.
  private let replacements: [Range<Int>]
  /// How far the first n edits move what stands behind them.
  private let shifts: [Int]

  /// - Parameter edits: in ascending order, none overlapping another.
  init(_ edits: [Edit]) { self.init(edits.map { ($0.range, $0.replacement) }) }

  /// Where the edits move an offset of the stored bytes.
  init(stored edits: [Edit]) { self.init(edits.map { ($0.storedRange, $0.storedReplacement) }) }

  private init(_ edits: [(range: Range<Int>, replacement: [UInt8])]) {
    var replacements: [Range<Int>] = []
    var shifts = [0]
    var shift = 0
    for edit in edits {
      let start = edit.range.lowerBound + shift
      replacements.append(start..<(start + edit.replacement.count))
      shift += edit.replacement.count - edit.range.count
      shifts.append(shift)
    }
    self.edits = edits
    self.replacements = replacements
    self.shifts = shifts
  }

  /// The range that an element has after the edits. What is inserted at one of its ends is outside.
  func new(_ range: Range<Int>) -> Range<Int> {
    let before = edits.prefixCount { $0.range.upperBound <= range.lowerBound }
    let inside = edits.prefixCount { $0.range.lowerBound < range.upperBound }
    return (range.lowerBound + shifts[before])..<(range.upperBound + shifts[max(before, inside)])
  }

  /// Whether a range of the original lies within what an edit replaces.
  func isReplaced(_ range: Range<Int>) -> Bool {
    let index = edits.prefixCount { $0.range.lowerBound <= range.lowerBound }
    return index > 0 && edits[index - 1].range.upperBound >= range.upperBound
  }

  /// Whether a range of the result is part of a replacement.
  func isInserted(_ range: Range<Int>) -> Bool {
    let index = replacements.prefixCount { $0.lowerBound <= range.lowerBound }
    return index > 0 && replacements[index - 1].upperBound >= range.upperBound
  }
}
