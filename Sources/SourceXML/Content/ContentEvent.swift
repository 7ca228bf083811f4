/// Something that the parser reports, with its place.
struct ContentEvent {
  var kind: ContentPlace.Kind
  var hash: ContentHash.Value
  /// Where it begins; for an attribute, where its tag does.
  var offset: Int
  var attribute: String
  var step: PathStep?

  /// Where it is in `text`, which is that of its document.
  func place(in text: UnsafeBufferPointer<UInt8>) -> ContentPlace {
    let path = step?.path ?? "/"
    guard kind == .attribute else { return ContentPlace(kind: kind, path: path, offset: offset) }
    let tag = StartTagAttributes(text[offset..<text.tagEnd(from: offset, before: text.count)])
    return ContentPlace(
      kind: .attribute, path: path + "/@" + PathStep.shown(attribute),
      offset: offset + (tag[attribute]?.range.lowerBound ?? 0))
  }
}
