import SourceXML

/// Whole lines that edits replace by others.
struct LineChange {
  /// Where the old lines stand.
  var oldRange: Range<Int>
  /// The number of the first old line, from 1, and the number that the first new line has.
  var oldLine: Int
  var newLine: Int
  var old: [ByteSlice]
  var new: [ByteSlice]

  /// The changes that `edits`, in ascending order, make to the lines of `text`.
  static func changes(
    in text: ByteSlice, _ edits: [(range: Range<Int>, replacement: [UInt8])]
  ) -> [LineChange] {
    var changes: [LineChange] = []
    var counter = LineCounter(text)
    var shift = 0
    var index = 0
    while index < edits.count {
      var range = lines(around: edits[index].range, in: text)
      var end = index + 1
      while end < edits.count, edits[end].range.lowerBound < range.upperBound {
        // One long line is searched once, however many edits it has.
        if edits[end].range.upperBound > range.upperBound {
          range = range.lowerBound..<lines(around: edits[end].range, in: text).upperBound
        }
        end += 1
      }
      let new = spliced(text, range, edits[index..<end])
      var change = LineChange(
        oldRange: range, oldLine: counter.line(at: range.lowerBound), newLine: 0,
        old: text[range].lines, new: new[...].lines)
      change.newLine = change.oldLine + shift
      shift += change.new.count - change.old.count
      change.trim()
      changes.append(change)
      index = end
    }
    return changes
  }

  /// From the start of the first line that `range` touches to behind the last one's end.
  private static func lines(around range: Range<Int>, in text: ByteSlice) -> Range<Int> {
    let last = max(range.lowerBound, range.upperBound - 1)
    let start = text[..<range.lowerBound].lastOffset(of: 0x0A).map { $0 + 1 } ?? text.startIndex
    let end = text[last...].firstOffset(of: 0x0A).map { $0 + 1 } ?? text.endIndex
    return start..<end
  }

  /// What `edits`, which are all in `range`, make of it.
  private static func spliced(
    _ text: ByteSlice, _ range: Range<Int>,
    _ edits: ArraySlice<(range: Range<Int>, replacement: [UInt8])>
  ) -> SourceBytes {
    var pieces: [ByteSlice] = []
    var start = range.lowerBound
    for edit in edits {
      pieces += [text[start..<edit.range.lowerBound], SourceBytes(edit.replacement)[...]]
      start = edit.range.upperBound
    }
    pieces.append(text[start..<range.upperBound])
    return SplicedBytes(pieces).joined()
  }

  /// Leaves out lines at both ends that do not differ.
  private mutating func trim() {
    while let first = old.first, let other = new.first, first.hasSameBytes(as: other) {
      old.removeFirst()
      new.removeFirst()
      oldRange = (oldRange.lowerBound + first.count)..<oldRange.upperBound
      oldLine += 1
      newLine += 1
    }
    while let last = old.last, let other = new.last, last.hasSameBytes(as: other) {
      old.removeLast()
      new.removeLast()
      oldRange = oldRange.lowerBound..<(oldRange.upperBound - last.count)
    }
  }
}
