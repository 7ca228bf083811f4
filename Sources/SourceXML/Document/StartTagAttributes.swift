/// The attributes of a start tag, by where they stand in it.
package struct StartTagAttributes {
  /// An attribute and where it stands; offsets are bytes from the `<` of the tag.
  package struct Attribute: Equatable {
    /// The name as it is written, with its prefix.
    package var name: String
    /// From the first character of the name to behind the closing quote, in the tag.
    package var range: Range<Int>
    /// What stands between the quotes, in the tag.
    package var value: Range<Int>
  }

  /// In the order in which they are written.
  package private(set) var attributes: [Attribute] = []

  /// Reads `tag`, a well-formed start tag from `<` to `>`.
  package init(_ tag: some RandomAccessCollection<UInt8>) {
    let tag = Array(tag)
    var offset = tag.firstIndex(where: \.isXMLBlank) ?? tag.endIndex
    while let start = tag[offset...].firstIndex(where: { !$0.isXMLBlank }),
      let equals = tag[start...].firstIndex(of: UInt8(ascii: "=")),
      let open = tag[equals...].firstIndex(where: {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
      }),
      let close = tag[(open + 1)...].firstIndex(of: tag[open])
    {
      let name = String(decoding: tag[start..<equals].prefix { !$0.isXMLBlank }, as: UTF8.self)
      attributes.append(
        Attribute(name: name, range: start..<(close + 1), value: (open + 1)..<close))
      offset = close + 1
    }
  }

  /// The attribute of this name, nil where there is none.
  package subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
}
