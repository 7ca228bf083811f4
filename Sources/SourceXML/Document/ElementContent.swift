/// What stands between the tags of an element, piece by piece.
///
/// libxml2 has checked the text before; this only tells the pieces apart, which SAX events do not.
package struct ElementContent: Sendable {
  private enum Piece {
    /// A character as it is, or a reference, or a whole CDATA section, or a tag.
    case character(blank: Bool)
    /// Comments and processing instructions, which are no part of the value.
    case aside
  }

  /// The element's text: references resolved, CDATA unwrapped, line ends made LF, white space at both
  /// ends left out.
  package private(set) var value = ""
  /// Where the characters of the value stand, in ascending order: one range, or several where comments
  /// stand between them; none where there is nothing but white space and comments. White space round
  /// the value is left out; an empty CDATA section counts as a character.
  package private(set) var valueRanges: [Range<Int>] = []
  /// Whether there are elements among the content.
  package private(set) var hasElements = false

  /// Reads the content that stands in `range` of `text`.
  init(_ text: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    var bytes: [UInt8] = []
    var run: Range<Int>?
    func close(_ ranges: inout [Range<Int>]) {
      if let finished = run { ranges.append(finished) }
      run = nil
    }
    let range = range.clamped(to: 0..<text.count)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (piece, end) = next(text, at: offset, end: range.upperBound, into: &bytes)
      switch piece {
      case .aside: close(&valueRanges)
      case .character(blank: true): break
      case .character(blank: false): run = (run?.lowerBound ?? offset)..<end
      }
      offset = end
    }
    close(&valueRanges)
    value = Self.trimmed(bytes)
  }

  /// Reads the piece at `offset`, adds its characters to `bytes` and says where it ends.
  private mutating func next(
    _ text: UnsafeBufferPointer<UInt8>, at offset: Int, end: Int, into bytes: inout [UInt8]
  ) -> (Piece, end: Int) {
    let rest = text[offset..<end]
    func closing(_ mark: StaticString, from start: Int) -> Int {
      text.offset(behind: mark, from: start, before: end)
    }
    switch text[offset] {
    case UInt8(ascii: "<"):
      if rest.starts(with: "<!--".utf8) { return (.aside, closing("-->", from: offset + 4)) }
      if rest.starts(with: "<?".utf8) { return (.aside, closing("?>", from: offset + 2)) }
      if rest.starts(with: "<![CDATA[".utf8) {
        let close = closing("]]>", from: offset + 9)
        Self.append(text[(offset + 9)..<max(close - 3, offset + 9)], to: &bytes)
        return (.character(blank: false), close)
      }
      hasElements = true
      return (.character(blank: false), text.tagEnd(from: offset, before: end))
    case UInt8(ascii: "&"):
      let close = closing(";", from: offset)
      bytes += CharacterReference.characters(of: text[offset..<close])
      return (.character(blank: false), close)
    case let byte:
      // A run of characters of one kind at a time.
      let isBlank = byte.isXMLBlank
      var runEnd = offset + 1
      while runEnd < end, text[runEnd] != UInt8(ascii: "<"), text[runEnd] != UInt8(ascii: "&"),
        text[runEnd].isXMLBlank == isBlank
      {
        runEnd += 1
      }
      Self.append(text[offset..<runEnd], to: &bytes)
      return (.character(blank: isBlank), runEnd)
    }
  }

  /// Adds characters as the parser reports them: CR LF and CR become LF.
  private static func append(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, to bytes: inout [UInt8]
  ) {
    guard text.contains(0x0D) else {
      bytes += text
      return
    }
    for offset in text.indices {
      let byte = text[offset]
      if byte != 0x0D {
        bytes.append(byte)
      } else if text.base.indices.contains(offset + 1), text.base[offset + 1] == 0x0A {
        continue
      } else {
        bytes.append(0x0A)
      }
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> String {
    let start = bytes.firstIndex { !$0.isXMLBlank } ?? bytes.endIndex
    let end = bytes.lastIndex { !$0.isXMLBlank } ?? start - 1
    return String(decoding: bytes[start..<max(end + 1, start)], as: UTF8.self)
  }
}
