/// What a parser reports of a document, boiled down: equal digests mean equal content.
///
/// The content is a sequence of events: elements and attributes by local name and namespace, the
/// attributes of an element in an order of their own, text with references resolved and CDATA unwrapped,
/// comments, processing instructions. The declaration, quotes, white space in tags, prefixes, line ends
/// and the encoding are no part of it.
///
/// Every so many events the hash of all events so far is kept, so that two documents can be compared
/// and the first difference be found without the events in memory. Digests hold for one run of the
/// program: the hash has a random key.
package struct ContentDigest: Sendable, Equatable {
  /// How many events lie between two checkpoints.
  package static let eventsPerCheckpoint = 4_096

  /// The hash after every ``eventsPerCheckpoint`` events, and that of the whole.
  let checkpoints: [ContentHash.Value]
  /// The number of events.
  package let count: Int
  /// The number of hashes that are kept.
  package var checkpointCount: Int { checkpoints.count }

  /// Parses the text of `document`, which has been parsed before and so is within all limits, once more.
  package init(
    of document: SourceDocument, leavingOut masks: [ContentMask] = []
  ) throws(SourceError) {
    let stream = try document.text.withUTF8 { text throws(SourceError) in
      try ContentParser.parse(text, masks: masks)
    }
    checkpoints = stream.checkpoints
    count = stream.count
  }

  /// The events among which the first difference is; nil where there is none.
  func firstDifference(from other: ContentDigest) -> Range<Int>? {
    guard self != other else { return nil }
    let same = zip(checkpoints, other.checkpoints).prefix { $0 == $1 }.count
    let start = same * Self.eventsPerCheckpoint
    return start..<(start + Self.eventsPerCheckpoint)
  }
}
