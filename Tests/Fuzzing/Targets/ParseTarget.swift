import SourceXML

/// Decoding loses nothing; every element stands where a reader of its own finds it.
struct ParseTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let everything = DocumentPattern(roots: [:], otherRoot: .subtree)

  func run() throws {
    let text: SourceText
    let document: SourceDocument
    do throws(SourceError) {
      text = try SourceText(SourceBytes(bytes), limits: .fuzzing)
      document = try SourceDocument(text, keeping: Self.everything, limits: .fuzzing)
    } catch {
      return try check(error)
    }
    try checkDecoding(text)
    let utf8 = Array(text[0..<text.utf8Count])
    let tags = TagScan(utf8).elements
    try claim(document.elements.count == tags.count, "as many elements as tags are found")
    for (element, tag) in zip(document.elements, tags) {
      try claim(
        element.startTag == tag.start && element.endTag == tag.end,
        "the element at \(tag.start) stands where its tags are, not \(element)")
      let name = document.name(of: element)
      try claim(
        tag.name.hasSuffix(name)
          && [0, 58].contains(tag.name.utf8.dropLast(name.utf8.count).last ?? 0),
        "the element at \(tag.start) has its name")
    }
    try checkPositions(document, utf8)
    try checkAgain(text, document)
  }

  /// A refusal stands within the file, and says what to do.
  private func check(_ error: SourceError) throws {
    try claim(!error.message.isEmpty && !error.remedy.isEmpty, "a refusal says what to do")
    try claim(error.reason != .parser, "the parser is one that is known: \(error.message)")
    if let position = error.position {
      try claim(
        (0...bytes.count).contains(position.offset) && position.line > 0 && position.column > 0,
        "a refusal has a place in the file: \(position)")
    }
  }

  /// The same characters by another decoder, where the standard library has one.
  private func checkDecoding(_ text: SourceText) throws {
    let stored = bytes.dropFirst(text.markLength)
    let other: String? =
      switch text.encoding {
      case .utf8, .ascii: String(validating: stored, as: UTF8.self)
      case .utf16LittleEndian: Self.utf16(stored, high: 1)
      case .utf16BigEndian: Self.utf16(stored, high: 0)
      case .latin1: String(String.UnicodeScalarView(stored.map { Unicode.Scalar($0) }))
      case .windows1252, .named: nil
      }
    if let other {
      try claim(other.utf8.elementsEqual(text[0..<text.utf8Count]), "the text is that of the bytes")
    }
    guard let end = try? text.storedOffsets(of: [0, text.utf8Count]) else { return }
    try claim(end == [text.markLength, bytes.count], "the text has the length of the bytes")
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, high: Int) -> String? {
    let pairs = Array(bytes)
    guard pairs.count.isMultiple(of: 2) else { return nil }
    let units = stride(from: 0, to: pairs.count, by: 2).map {
      UInt16(pairs[$0 + high]) << 8 | UInt16(pairs[$0 + 1 - high])
    }
    return String(validating: units, as: UTF16.self)
  }

  /// Lines and columns are those that counting gives.
  private func checkPositions(_ document: SourceDocument, _ utf8: [UInt8]) throws {
    let offsets = document.elements.prefix(50).flatMap {
      [$0.startTag.lowerBound, $0.startTag.upperBound]
    }.sorted()
    guard let positions = try? document.text.positions(of: offsets) else { return }
    for (offset, position) in zip(offsets, positions) {
      let before = utf8[..<offset]
      let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      try claim(
        position.line == before.count { $0 == 0x0A } + 1
          && position.column == offset - lineStart + 1
          && position.utf16Column
            == String(decoding: utf8[lineStart..<offset], as: UTF8.self).utf16.count + 1,
        "the place of offset \(offset) is not \(position)")
    }
  }

  private func checkAgain(_ text: SourceText, _ document: SourceDocument) throws {
    let again = try SourceDocument(text, keeping: Self.everything, limits: .fuzzing)
    try claim(again.elements == document.elements, "a second parse agrees")
    let none = DocumentPattern(roots: [:], otherRoot: ElementPattern())
    let dropping = try SourceDocument(text, keeping: none, limits: .fuzzing)
    try claim(
      dropping.elements == Array(document.elements.prefix(1)), "what is dropped is checked too")
    let digest = try ContentDigest(of: document)
    try claim(try ContentDigest(of: again) == digest, "the content is the same the second time")
  }
}
