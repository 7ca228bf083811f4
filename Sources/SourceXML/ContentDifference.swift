/// A place of a document, in terms of its elements.
package struct ContentPlace: Sendable, Equatable {
  /// What stands there.
  package enum Kind: Sendable, Equatable {
    case element, end, attribute, text, comment, instruction
    /// The document has nothing more.
    case documentEnd
  }

  package var kind: Kind
  /// The element that it is or stands in, and the attribute:
  /// `/ma-data/ma-partition-data/partition[2]/name`. The first element of a name has no number.
  package var path: String
  /// The offset in the UTF-8 text of the first character that differs; for a tag, an attribute, a
  /// comment and the like, of its first one.
  package var offset: Int
}

/// The first difference between the contents of two documents.
package struct ContentDifference: Sendable, Equatable {
  package var left: ContentPlace
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

extension ContentPlace {
  fileprivate static func end(of text: UnsafeBufferPointer<UInt8>) -> ContentPlace {
    ContentPlace(kind: .documentEnd, path: "/", offset: text.count)
  }
}

/// Something that the parser reports, with its place.
struct ContentEvent {
  enum Kind: UInt8 {
    case element = 1, attribute, end, text, comment, instruction
  }

  var kind: Kind
  var hash: ContentHash.Value
  /// Where it begins; for an attribute, where its tag does.
  var offset: Int
  var attribute: String
  var step: PathStep?

  func place(in text: UnsafeBufferPointer<UInt8>) -> ContentPlace {
    let path = step?.path ?? "/"
    switch kind {
    case .element: return ContentPlace(kind: .element, path: path, offset: offset)
    case .end: return ContentPlace(kind: .end, path: path, offset: offset)
    case .text: return ContentPlace(kind: .text, path: path, offset: offset)
    case .comment: return ContentPlace(kind: .comment, path: path, offset: offset)
    case .instruction: return ContentPlace(kind: .instruction, path: path, offset: offset)
    case .attribute:
      let end = ElementContent.tagEnd(text, from: offset, end: text.count)
      let tag = StartTagAttributes(Array(text[offset..<end])[...])
      return ContentPlace(
        kind: .attribute, path: path + "/@" + attribute,
        offset: offset + (tag[attribute]?.range.lowerBound ?? 0))
    }
  }
}

/// An element on the way from the root, as paths name it.
final class PathStep {
  private let name: String
  /// The number among the elements of this name that stand in the same one, from 1.
  private let number: Int
  let parent: PathStep?
  private var children: [String: Int] = [:]

  init(_ name: String, number: Int = 1, parent: PathStep?) {
    self.name = name
    self.number = number
    self.parent = parent
  }

  func child(_ name: String) -> PathStep {
    let number = children[name, default: 0] + 1
    children[name] = number
    return PathStep(name, number: number, parent: self)
  }

  var path: String {
    // A path is for people to read; nothing forbids a name of a million characters.
    let shown = name.unicodeScalars.count > 64 ? "\(String(name.unicodeScalars.prefix(64)))…" : name
    return (parent?.path ?? "") + "/" + shown + (number > 1 ? "[\(number)]" : "")
  }
}

/// Notes where the events of a stretch of a document stand.
struct ContentTrace {
  /// The numbers of the events that are wanted, from 0.
  let range: Range<Int>
  private(set) var events: [ContentEvent] = []
  /// The name of the attribute that is reported next.
  var attribute = ""
  /// The offset behind what has been reported.
  private var behind = 0
  /// Where the tag, comment or processing instruction that is reported begins.
  private var markupStart = 0
  private var textStart = 0
  private var step: PathStep?

  init(_ range: Range<Int>) { self.range = range }

  /// - Parameter cursor: behind the declaration.
  mutating func begin(at cursor: Int) { behind = cursor }

  mutating func record(_ kind: ContentEvent.Kind, hash: ContentHash.Value) {
    events.append(
      ContentEvent(
        kind: kind, hash: hash, offset: kind == .text ? textStart : markupStart,
        attribute: kind == .attribute ? attribute : "", step: step))
  }

  mutating func descend(_ name: String) {
    step = step?.child(name) ?? PathStep(name, parent: nil)
  }

  mutating func ascend() { step = step?.parent }

  /// Counts an element that is left out.
  mutating func skip(_ name: String) { _ = step?.child(name) }

  /// - Parameter cursor: before the `>` or `/>` of a start tag.
  mutating func beginTag(at cursor: Int, in text: UnsafeBufferPointer<UInt8>) {
    markupStart = text.lastOffset(of: UInt8(ascii: "<"), before: cursor) ?? cursor
    behind = min((text.firstOffset(of: UInt8(ascii: ">"), from: cursor) ?? cursor) + 1, text.count)
  }

  /// - Parameter cursor: behind an end tag, or behind the tag of an empty element.
  mutating func endTag(at cursor: Int, in text: UnsafeBufferPointer<UInt8>) {
    let tag = text.lastOffset(of: UInt8(ascii: "<"), before: cursor) ?? cursor
    let isEndTag = tag + 1 < text.count && text[tag + 1] == UInt8(ascii: "/")
    markupStart = isEndTag ? tag : max(cursor - 2, 0)
    behind = cursor
  }

  mutating func markup(endingAt cursor: Int, in text: UnsafeBufferPointer<UInt8>) {
    // No `<` stands in the text between, if there is any.
    markupStart = text.firstOffset(of: UInt8(ascii: "<"), from: behind) ?? cursor
    behind = cursor
  }

  mutating func addText(endingAt cursor: Int, isFirst: Bool) {
    if isFirst { textStart = behind }
    behind = cursor
  }
}

/// The characters of a text as a parser reports them, byte by byte, with their places.
private struct CharacterData {
  private let text: UnsafeBufferPointer<UInt8>
  /// What is left out from here on, in ascending order.
  private var skipped: ArraySlice<Range<Int>>
  private var offset: Int
  private var isInSection = false
  private var decoded: [UInt8] = []
  private var start: Int

  init(
    _ text: UnsafeBufferPointer<UInt8>, from offset: Int, leaving side: ContentDifference.Side
  ) {
    self.text = text
    self.offset = offset
    start = offset
    skipped =
      ContentMask.ordered(side.masks).filter {
        $0.extent != .value && $0.element.range.lowerBound >= offset
      }.map { $0.range(in: side.document.text) }[...]
  }

  /// Where the character of the last byte begins, or what stands behind the text.
  var characterStart: Int {
    var start = start
    while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// The next byte, nil at the end of the text.
  mutating func next() -> UInt8? {
    if let byte = decoded.popLast() { return byte }
    while offset < text.count {
      start = offset
      if !isInSection, let mask = skipped.first, mask.lowerBound <= offset {
        offset = max(offset, mask.upperBound)
        skipped.removeFirst()
        continue
      }
      let rest = text[offset...]
      switch text[offset] {
      case UInt8(ascii: "]") where isInSection && rest.starts(with: "]]>".utf8):
        isInSection = false
        offset += 3
      case UInt8(ascii: "<") where !isInSection && rest.starts(with: "<![CDATA[".utf8):
        isInSection = true
        offset += 9
      case UInt8(ascii: "<") where !isInSection:
        return nil
      case UInt8(ascii: "&") where !isInSection:
        decoded = resolveReference().reversed()
        if let byte = decoded.popLast() { return byte }
      case 0x0D:
        offset += offset + 1 < text.count && text[offset + 1] == 0x0A ? 2 : 1
        return 0x0A
      case let byte:
        offset += 1
        return byte
      }
    }
    start = offset
    return nil
  }
  private mutating func resolveReference() -> [UInt8] {
    let end = (text.firstOffset(of: UInt8(ascii: ";"), from: offset) ?? offset) + 1
    let reference = offset..<min(end, text.count)
    offset = reference.upperBound
    let name = String(decoding: text[reference].dropFirst().dropLast(), as: UTF8.self)
    guard name.hasPrefix("#") else {
      return Array(ElementContent(text, range: reference).value.utf8)
    }
    // White space, which a value does not show, may be meant.
    let number =
      name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
    return number.flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? []
  }
}
