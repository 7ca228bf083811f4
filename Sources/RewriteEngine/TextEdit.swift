import SourceXML

/// An edit before its place in the stored bytes is known.
package struct TextEdit: Sendable, Equatable {
  /// What is replaced, in the UTF-8 text.
  package var range: Range<Int>
  /// What stands there afterwards, in UTF-8; always ASCII.
  package var replacement: [UInt8]

  init(_ range: Range<Int>, _ replacement: some Collection<UInt8>) {
    self.range = range
    self.replacement = Array(replacement)
  }

  /// The edit that turns `element`, which is `<name/>`, into `<name>content</name>`.
  init(
    expanding element: SourceElement, of document: SourceDocument,
    around content: some Collection<UInt8>
  ) {
    // The slash and the white space before it give way; what stands before that is name and attributes.
    let name = document.text[element.startTag].dropFirst()
      .prefix { !$0.isXMLBlank && $0 != UInt8(ascii: "/") }
    self.init(
      document.attributesEnd(of: element)..<element.startTag.upperBound,
      Array(">".utf8) + content + Array("</".utf8) + name + [UInt8(ascii: ">")])
  }
}
