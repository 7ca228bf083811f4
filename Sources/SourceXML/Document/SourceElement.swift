/// An element that was kept, by its place in the document's text.
///
/// All ranges are offsets into the UTF-8 of the text.
package struct SourceElement: Sendable, Hashable {
  /// The number of the element among those that were kept, in document order.
  package let index: Int
  /// From `<` to behind `>`.
  package let startTag: Range<Int>
  /// From `</` to behind `>`; empty, behind the start tag, where the element is `<name/>`.
  package let endTag: Range<Int>

  /// Whether the element is written as `<name/>`.
  package var isEmptyTag: Bool { endTag.isEmpty }
  /// What stands between the tags.
  package var content: Range<Int> { startTag.upperBound..<endTag.lowerBound }
  /// From the `<` of the start tag to behind the `>` of the end tag.
  package var range: Range<Int> { startTag.lowerBound..<endTag.upperBound }
}
