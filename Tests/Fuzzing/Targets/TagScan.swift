/// Where the tags of a well-formed document stand, found without an XML parser.
struct TagScan {
  struct Element {
    /// As it is written, with its prefix.
    var name: String
    var start: Range<Int>
    var end: Range<Int>
  }

  /// In the order of their start tags.
  private(set) var elements: [Element] = []
  private let text: [UInt8]
  private var open: [Int] = []

  /// - Parameter text: well-formed XML without a DOCTYPE.
  init(_ text: [UInt8]) {
    self.text = text
    var offset = 0
    while let tag = text[offset...].firstIndex(of: UInt8(ascii: "<")) {
      offset = take(tag)
    }
  }

  /// Reads what begins at `tag`, and says where it ends.
  private mutating func take(_ tag: Int) -> Int {
    let rest = text[tag...]
    if rest.starts(with: "<!--".utf8) { return end(of: "-->", from: tag + 4) }
    if rest.starts(with: "<![CDATA[".utf8) { return end(of: "]]>", from: tag + 9) }
    if rest.starts(with: "<?".utf8) { return end(of: "?>", from: tag + 2) }
    let end = tagEnd(from: tag)
    if rest.starts(with: "</".utf8) {
      if let index = open.popLast() { elements[index].end = tag..<end }
      return end
    }
    let name = rest.dropFirst().prefix { ![0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains($0) }
    elements.append(
      Element(name: String(decoding: name, as: UTF8.self), start: tag..<end, end: end..<end))
    if end < tag + 2 || text[end - 2] != UInt8(ascii: "/") { open.append(elements.count - 1) }
    return end
  }

  private func end(of marker: String, from start: Int) -> Int {
    let wanted = Array(marker.utf8)
    var offset = start
    while offset < text.count, !text[offset...].starts(with: wanted) { offset += 1 }
    return min(offset + wanted.count, text.count)
  }

  /// Behind the `>` of a tag: one within quotes does not end it.
  private func tagEnd(from start: Int) -> Int {
    var quote: UInt8?
    for offset in start..<text.count {
      let byte = text[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return offset + 1
      }
    }
    return text.count
  }
}
