/// The attributes of a start tag, by where they stand in it.
package struct StartTagAttributes {
  package struct Attribute: Equatable {
    package var name: String
    /// From the first character of the name to behind the closing quote, in the tag.
    package var range: Range<Int>
    /// What stands between the quotes, in the tag.
    package var value: Range<Int>
  }

  package private(set) var attributes: [Attribute] = []

  /// Reads `tag`, a well-formed start tag from `<` to `>`.
  package init(_ tag: some RandomAccessCollection<UInt8>) {
    let tag = Array(tag)
    var offset = tag.firstIndex(where: isXMLBlank) ?? tag.endIndex
    while let start = tag[offset...].firstIndex(where: { !isXMLBlank($0) }),
      let equals = tag[start...].firstIndex(of: UInt8(ascii: "=")),
      let open = tag[equals...].firstIndex(where: {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
      }),
      let close = tag[(open + 1)...].firstIndex(of: tag[open])
    {
      let name = String(decoding: tag[start..<equals].prefix { !isXMLBlank($0) }, as: UTF8.self)
      attributes.append(
        Attribute(name: name, range: start..<(close + 1), value: (open + 1)..<close))
      offset = close + 1
    }
  }

  package subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
}
