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

  /// Notes an event that is wanted, where the markup or text that is reported begins.
  mutating func record(_ kind: ContentPlace.Kind, hash: ContentHash.Value) {
    events.append(
      ContentEvent(
        kind: kind, hash: hash, offset: kind == .text ? textStart : markupStart,
        attribute: kind == .attribute ? attribute : "", step: step))
  }

  /// Goes into an element `name`.
  mutating func descend(_ name: String) {
    step = step?.child(name) ?? PathStep(name, parent: nil)
  }

  /// Goes back to the element around.
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

  /// - Parameter cursor: behind a comment or a processing instruction.
  mutating func markup(endingAt cursor: Int, in text: UnsafeBufferPointer<UInt8>) {
    // No `<` stands in the text between, if there is any.
    markupStart = text.firstOffset(of: UInt8(ascii: "<"), from: behind) ?? cursor
    behind = cursor
  }

  /// - Parameters:
  ///   - cursor: behind a piece of a text.
  ///   - isFirst: whether the text begins with it.
  mutating func addText(endingAt cursor: Int, isFirst: Bool) {
    if isFirst { textStart = behind }
    behind = cursor
  }
}
