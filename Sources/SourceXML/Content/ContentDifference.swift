/// The first difference between the contents of two documents.
package struct ContentDifference: Sendable, Equatable {
  /// Where it is in the first document.
  package var left: ContentPlace
  /// Where it is in the second.
  package var right: ContentPlace

  /// A document and what of it is left out.
  package typealias Side = (document: SourceDocument, masks: [ContentMask])

  /// Compares two documents.
  ///
  /// - Returns: nil where there is no difference.
  package init?(between left: Side, and right: Side) throws(SourceError) {
    let leftDigest = try ContentDigest(of: left.document, leavingOut: left.masks)
    let rightDigest = try ContentDigest(of: right.document, leavingOut: right.masks)
    guard let range = leftDigest.firstDifference(from: rightDigest) else { return nil }
    let leftEvents = try Self.events(range, of: left)
    let rightEvents = try Self.events(range, of: right)
    let same = zip(leftEvents, rightEvents).prefix { $0.hash == $1.hash }.count
    let leftEvent = leftEvents.indices.contains(same) ? leftEvents[same] : nil
    let rightEvent = rightEvents.indices.contains(same) ? rightEvents[same] : nil
    let places = Self.places(leftEvent, left, rightEvent, right)
    (self.left, self.right) = places
  }

  private static func events(
    _ range: Range<Int>, of side: Side
  ) throws(SourceError) -> [ContentEvent] {
    try side.document.text.withUTF8 { text throws(SourceError) in
      try ContentParser.parse(text, masks: side.masks, trace: ContentTrace(range)).trace?.events
        ?? []
    }
  }

  private static func places(
    _ left: ContentEvent?, _ leftSide: Side, _ right: ContentEvent?, _ rightSide: Side
  ) -> (ContentPlace, ContentPlace) {
    leftSide.document.text.withUTF8 { leftText in
      rightSide.document.text.withUTF8 { rightText in
        var places = (
          left?.place(in: leftText) ?? .end(of: leftText),
          right?.place(in: rightText) ?? .end(of: rightText)
        )
        guard places.0.kind == .text, places.1.kind == .text else { return places }
        var old = CharacterData(leftText, from: places.0.offset, leaving: leftSide)
        var new = CharacterData(rightText, from: places.1.offset, leaving: rightSide)
        var (oldByte, newByte) = (old.next(), new.next())
        while oldByte == newByte, oldByte != nil { (oldByte, newByte) = (old.next(), new.next()) }
        places.0.offset = old.characterStart
        places.1.offset = new.characterStart
        return places
      }
    }
  }
}
