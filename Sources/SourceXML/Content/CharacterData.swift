/// The characters of a text as a parser reports them, byte by byte, with their places.
struct CharacterData {
  private let text: UnsafeBufferPointer<UInt8>
  /// What is left out from here on, in ascending order.
  private var skipped: ArraySlice<Range<Int>>
  private var offset: Int
  private var isInSection = false
  private var decoded: [UInt8] = []
  private var start: Int

  init(
    _ text: UnsafeBufferPointer<UInt8>, from offset: Int, leaving side: ContentDifference.Side
  ) {
    self.text = text
    self.offset = offset
    start = offset
    skipped =
      ContentMask.ordered(side.masks).filter {
        $0.extent != .value && $0.element.range.lowerBound >= offset
      }.map { $0.range(in: side.document.text) }[...]
  }

  /// Where the character of the last byte begins, or what stands behind the text.
  var characterStart: Int { text.characterStart(at: start) }

  /// The next byte, nil at the end of the text.
  mutating func next() -> UInt8? {
    if let byte = decoded.popLast() { return byte }
    while offset < text.count {
      start = offset
      if !isInSection, let mask = skipped.first, mask.lowerBound <= offset {
        offset = max(offset, mask.upperBound)
        skipped.removeFirst()
        continue
      }
      let rest = text[offset...]
      switch text[offset] {
      case UInt8(ascii: "]") where isInSection && rest.starts(with: "]]>".utf8):
        isInSection = false
        offset += 3
      case UInt8(ascii: "<") where !isInSection && rest.starts(with: "<![CDATA[".utf8):
        isInSection = true
        offset += 9
      case UInt8(ascii: "<") where !isInSection:
        return nil
      case UInt8(ascii: "&") where !isInSection:
        decoded = resolveReference().reversed()
        if let byte = decoded.popLast() { return byte }
      case 0x0D:
        offset += offset + 1 < text.count && text[offset + 1] == 0x0A ? 2 : 1
        return 0x0A
      case let byte:
        offset += 1
        return byte
      }
    }
    start = offset
    return nil
  }

  private mutating func resolveReference() -> [UInt8] {
    let end = (text.firstOffset(of: UInt8(ascii: ";"), from: offset) ?? offset) + 1
    let reference = offset..<min(end, text.count)
    offset = reference.upperBound
    return CharacterReference.characters(of: text[reference])
  }
}
