internal import CLibXML2

// What becomes of errors, libxml2's and our own.
extension SourceParser {
  static let damagedRemedy = "export the connector again, or correct the XML there"

  /// Ends the parse with `error`, in the tag that the parser is in.
  func stop(_ context: xmlParserCtxtPtr, _ error: SourceError) {
    if failure == nil {
      failure = error.at(
        context.offset(in: text).map { text.position(at: markupStart(before: $0)) })
    }
    xmlStopParser(context)
  }

  /// Ends the parse: offsets are not to be had, and none is guessed.
  func stopForUnknownParser(_ context: xmlParserCtxtPtr) {
    stop(
      context,
      SourceError(
        .parser, "this version of libxml2 does not say where an element stands",
        remedy: "use libxml2 \(LIBXML_DOTTED_VERSION)"))
  }

  /// Keeps the first error of libxml2; a warning is none.
  func note(_ error: xmlError, _ context: xmlParserCtxtPtr) {
    let isNamespace = error.domain == XML_FROM_NAMESPACE.rawValue
    guard failure == nil,
      error.level.rawValue >= (isNamespace ? XML_ERR_ERROR : XML_ERR_FATAL).rawValue
    else { return }
    if error.code == XML_ERR_NO_MEMORY.rawValue || isUnstoredNamespace(error, context) {
      failure = .noMemory()
      return
    }
    // What looks like an entity's name may be a piece of a password with an ampersand in it.
    let isEntity = error.code == XML_ERR_UNDECLARED_ENTITY.rawValue
    var words =
      isEntity ? "an ampersand that begins no known reference" : Self.words(of: error)
    while let last = words.last, last.isWhitespace { words.removeLast() }
    failure = SourceError(
      .notWellFormed, "not well-formed XML: \(words)", remedy: Self.damagedRemedy,
      position: text.position(at: place(of: error, context)))
  }

  /// What libxml2 says, without the names that it took from the text: what looks like one may be a piece of
  /// a password with a `<` in it.
  private static func words(of error: xmlError) -> String {
    guard let message = error.message else { return "not well-formed" }
    var words = Array(String(cString: message).utf8)
    let names = [error.str1, error.str2, error.str3].compactMap {
      $0.map { Array(String(cString: $0).utf8) }
    }
    for name in names.sorted(by: { $0.count > $1.count }) where !name.isEmpty {
      var offset = 0
      while offset + name.count <= words.count {
        let end = offset + name.count
        let isName =
          words[offset..<end].elementsEqual(name)
          && (offset == 0 || !isWordPart(words[offset - 1]))
          && (end == words.count || !isWordPart(words[end]))
        if isName { words.replaceSubrange(offset..<end, with: "…".utf8) }
        offset += 1
      }
    }
    return String(decoding: words, as: UTF8.self)
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF:
      true
    default: false
    }
  }

  /// Whether libxml2 calls a namespace's name empty since it had no memory to keep it.
  private func isUnstoredNamespace(_ error: xmlError, _ context: xmlParserCtxtPtr) -> Bool {
    guard error.code == XML_NS_ERR_XML_NAMESPACE.rawValue, let message = error.message,
      String(cString: message).contains("Empty XML namespace"), let end = context.offset(in: text)
    else { return false }
    // What is empty stands between two quotes.
    let tag = text[markupStart(before: end)..<end]
    return !zip(tag, tag.dropFirst()).contains { first, second in
      first == second && (first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"))
    }
  }

  /// Where an error is. libxml2's cursor may still stand at the start of the text that has it, on an
  /// earlier line than it has counted to.
  private func place(of error: xmlError, _ context: xmlParserCtxtPtr) -> Int {
    let cursor = context.offset(in: text) ?? text.count
    let line = Int(error.line)
    guard line > text.position(at: cursor).line, let start = text.lineStart(line) else {
      return cursor
    }
    return max(cursor, start)
  }

  /// Where the tag that the parser is in begins.
  func markupStart(before offset: Int) -> Int {
    text.lastOffset(of: UInt8(ascii: "<"), before: offset) ?? offset
  }
}
