/// A place of a document, in terms of its elements.
package struct ContentPlace: Sendable, Equatable {
  /// What stands there; its number begins an event in a ``ContentStream``.
  package enum Kind: UInt8, Sendable {
    case element = 1, attribute, end, text, comment, instruction
    /// The document has nothing more, and so no event.
    case documentEnd
  }

  package var kind: Kind
  /// The element that it is or stands in, and the attribute:
  /// `/ma-data/ma-partition-data/partition[2]/name`. The first element of a name has no number.
  package var path: String
  /// The offset in the UTF-8 text of the first character that differs; for a tag, an attribute, a
  /// comment and the like, of its first one.
  package var offset: Int

  /// The end of `text`.
  static func end(of text: UnsafeBufferPointer<UInt8>) -> ContentPlace {
    ContentPlace(kind: .documentEnd, path: "/", offset: text.count)
  }
}
