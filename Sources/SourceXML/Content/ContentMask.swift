/// Something of a document that is left out when its content is compared with that of another.
package struct ContentMask: Sendable, Hashable {
  /// How much of an element is left out.
  package enum Extent: Sendable, Hashable {
    /// The text and the elements inside; comments, processing instructions and both tags stay.
    case value
    /// The element with all that it holds.
    case node
    /// The same, and the white space directly before it.
    case nodeAndBlanks
  }

  package var element: SourceElement
  package var extent: Extent

  package init(_ extent: Extent, of element: SourceElement) {
    self.element = element
    self.extent = extent
  }

  /// In the order of the document, without those that stand in another one.
  static func ordered(_ masks: [ContentMask]) -> [ContentMask] {
    var end = 0
    return masks.sorted { $0.element.index < $1.element.index }.filter { mask in
      guard mask.element.range.lowerBound >= end else { return false }
      end = mask.element.range.upperBound
      return true
    }
  }

  /// What is left out of the text, where that is a node.
  package func range(in text: SourceText) -> Range<Int> {
    guard extent == .nodeAndBlanks else { return element.range }
    let start = text.withUTF8 { $0.blankStart(before: element.range.lowerBound) }
    return start..<element.range.upperBound
  }
}
