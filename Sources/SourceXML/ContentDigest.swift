/// Something of a document that is left out when its content is compared with that of another.
package struct ContentMask: Sendable, Hashable {
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
    return text.withUTF8 { text in
      var start = min(element.range.lowerBound, text.count)
      while start > 0, isXMLBlank(text[start - 1]) { start -= 1 }
      return start..<element.range.upperBound
    }
  }
}

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

/// A hash of 128 bits with a random key: nobody can make two contents meet on purpose, and by accident
/// they do not.
struct ContentHash {
  struct Value: Sendable, Equatable, Comparable {
    var first: Int
    var second: Int

    static let zero = Value(first: 0, second: 0)

    static func < (left: Value, right: Value) -> Bool {
      (left.first, left.second) < (right.first, right.second)
    }
  }

  private static let keys = (UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max))

  private var first = Hasher()
  private var second = Hasher()

  init() {
    first.combine(Self.keys.0)
    second.combine(Self.keys.1)
  }

  /// Adds bytes. The same bytes in other pieces may give another value.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    first.combine(bytes: bytes)
    second.combine(bytes: bytes)
  }

  /// The hash of what has been added so far.
  var value: Value { Value(first: first.finalize(), second: second.finalize()) }

  /// The hash of `bytes` alone.
  static func value(of bytes: UnsafeRawBufferPointer) -> Value {
    var hash = ContentHash()
    hash.add(bytes)
    return hash.value
  }
}
