/// Refuses start tags with more attributes than the limit before libxml2 sees them.
///
/// libxml2 before 2.12 compares every attribute of an element with every other one, which a tag with
/// a million of them turns into hours. A callback would come too late. A tag holds no `<` inside, so
/// only a stretch of text without `<` can be one, and such stretches are found in strides: in a real
/// export this reads one byte in a hundred.
enum StartTagGuard {
  /// Shorter tags cannot have enough attributes to matter.
  private static let stride = 4_096

  static func check(
    _ text: UnsafeBufferPointer<UInt8>, limits: SourceLimits
  ) throws(SourceError) {
    let less = UInt8(ascii: "<")
    guard var tag = text.firstOffset(of: less) else { return }
    var markup = MarkupScan(text)
    while tag + stride < text.count {
      if let later = text.lastOffset(of: less, before: tag + stride, after: tag) {
        tag = later
        continue
      }
      if attributeCount(text, tag: tag, limit: limits.attributes) > limits.attributes,
        markup.isMarkup(at: tag)
      {
        throw SourceError(
          .limit, "an element has more than \(limits.attributes) attributes",
          remedy: SourceParser.limitRemedy, position: text.position(at: tag))
      }
      guard let next = text.firstOffset(of: less, from: tag + 1) else { return }
      tag = next
    }
  }

  /// The number of attributes of the tag at `tag`, counted to a little over `limit`; 0 for other markup.
  private static func attributeCount(
    _ text: UnsafeBufferPointer<UInt8>, tag: Int, limit: Int
  ) -> Int {
    var offset = tag + 1
    guard offset < text.count, text[offset] != UInt8(ascii: "!"), text[offset] != UInt8(ascii: "?"),
      text[offset] != UInt8(ascii: "/")
    else { return 0 }
    var count = 0
    while offset < text.count, count <= limit {
      let byte = text[offset]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") { return count }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let close = text.firstOffset(of: byte, from: offset + 1) else { return count }
        count += 1
        offset = close
      }
      offset += 1
    }
    return count
  }
}

/// Tells markup from what only looks like it within comments, CDATA sections and instructions.
private struct MarkupScan {
  private let text: UnsafeBufferPointer<UInt8>
  /// Everything before this has been read.
  private var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private static let sections: [(start: StaticString, end: StaticString)] = [
    ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"),
  ]

  /// Whether the `<` at `target` begins markup. Targets come in ascending order, so that all of them
  /// together cost one pass.
  mutating func isMarkup(at target: Int) -> Bool {
    while offset < target {
      guard let less = text.firstOffset(of: UInt8(ascii: "<"), from: offset), less < target else {
        return true
      }
      offset = sectionEnd(less) ?? less + 1
    }
    return offset == target
  }

  /// The offset behind the section that begins at `start`, if one does.
  private func sectionEnd(_ start: Int) -> Int? {
    let section = Self.sections.first { section in
      section.start.withUTF8Buffer { text[start...].starts(with: $0) }
    }
    return section.map { text.offset(behind: $0.end, from: start, before: text.count) }
  }
}
