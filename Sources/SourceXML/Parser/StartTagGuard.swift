/// Refuses texts and names longer than the limits, and start tags with more attributes, before libxml2 sees
/// them.
///
/// libxml2 before 2.12 compares every attribute of an element with every other one, which a tag with
/// a million of them turns into hours. A callback would come too late. A tag holds no `<` inside, so
/// only a stretch of text without `<` can be one, and such stretches are found in strides: in a real
/// export this reads one byte in a hundred.
enum StartTagGuard {
  /// Shorter tags cannot have enough attributes, or names long enough, to matter.
  private static let stride = SourceLimits.leastName

  /// Throws ``SourceError`` at the first text, name or tag of `text` that goes beyond `limits`.
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
      let sizes = TagSizes(text, tag: tag, limits: limits)
      if let excess = sizes.excess(limits), markup.isMarkup(at: tag) {
        throw excess.at(text.position(at: tag))
      }
      let next = text.firstOffset(of: less, from: tag + 1)
      if (next ?? text.count) - tag > limits.text {
        throw SourceError.limit(
          "a text or a tag is longer than \(limits.text) bytes", option: "--max-text"
        ).at(text.position(at: tag))
      }
      guard let next else { return }
      tag = next
    }
  }
}

/// What a start tag has, counted to a little over the limits; nothing for other markup.
private struct TagSizes {
  private var attributes = 0
  private var longestName = 0

  init(_ text: UnsafeBufferPointer<UInt8>, tag: Int, limits: SourceLimits) {
    var offset = tag + 1
    guard offset < text.count, text[offset] != UInt8(ascii: "!"), text[offset] != UInt8(ascii: "?"),
      text[offset] != UInt8(ascii: "/")
    else { return }
    var nameStart = offset
    while offset < text.count, attributes <= limits.attributes, longestName <= limits.name {
      switch text[offset] {
      case UInt8(ascii: ">"), UInt8(ascii: "<"): return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let close = text.firstOffset(of: text[offset], from: offset + 1) else { return }
        attributes += 1
        offset = close
        nameStart = close + 1
      case UInt8(ascii: "="), UInt8(ascii: "/"), 0x20, 0x09, 0x0A, 0x0D: nameStart = offset + 1
      default: longestName = max(longestName, offset + 1 - nameStart)
      }
      offset += 1
    }
  }

  /// The limit that the tag goes beyond, without its place; nil where it keeps to all.
  func excess(_ limits: SourceLimits) -> SourceError? {
    if attributes > limits.attributes { return .tooManyAttributes(limits) }
    return longestName > limits.name
      ? .limit("a name is longer than \(limits.name) bytes", option: "--max-name") : nil
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
