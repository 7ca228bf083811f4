internal import CLibXML2

// What becomes of errors, libxml2's and our own.
extension SourceParser {
  static let damagedRemedy = "export the connector again, or correct the XML there"

  func stop(
    _ context: xmlParserCtxtPtr, _ reason: SourceError.Reason, _ message: String, remedy: String
  ) {
    stop(context, SourceError(reason, message, remedy: remedy))
  }

  /// Ends the parse with `error`, in the tag that the parser is in.
  func stop(_ context: xmlParserCtxtPtr, _ error: SourceError) {
    if failure == nil {
      failure = error
      failure?.position = offset(context).map { text.position(at: markupStart(before: $0)) }
    }
    xmlStopParser(context)
  }

  func stopForUnknownParser(_ context: xmlParserCtxtPtr) {
    stop(
      context, .parser, "this version of libxml2 does not say where an element stands",
      remedy: "use libxml2 \(LIBXML_DOTTED_VERSION)")
  }

  /// Keeps the first error of libxml2; a warning is none.
  func note(_ error: xmlError, _ context: xmlParserCtxtPtr) {
    let isNamespace = error.domain == XML_FROM_NAMESPACE.rawValue
    guard failure == nil,
      error.level.rawValue >= (isNamespace ? XML_ERR_ERROR : XML_ERR_FATAL).rawValue
    else { return }
    if error.code == XML_ERR_NO_MEMORY.rawValue || isUnstoredNamespace(error, context) {
      failure = Self.noMemory
      return
    }
    // What looks like an entity's name may be a piece of a password with an ampersand in it.
    let isEntity = error.code == XML_ERR_UNDECLARED_ENTITY.rawValue
    var words =
      isEntity
      ? "an ampersand that begins no known reference"
      : error.message.map { String(cString: $0) } ?? "not well-formed"
    while let last = words.last, last.isWhitespace { words.removeLast() }
    failure = SourceError(
      .notWellFormed, "not well-formed XML: \(words)", remedy: Self.damagedRemedy,
      position: text.position(at: place(of: error, context)))
  }

  /// Whether libxml2 calls a namespace's name empty since it had no memory to keep it.
  private func isUnstoredNamespace(_ error: xmlError, _ context: xmlParserCtxtPtr) -> Bool {
    guard error.code == XML_NS_ERR_XML_NAMESPACE.rawValue, let message = error.message,
      String(cString: message).contains("Empty XML namespace"), let end = offset(context)
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
    let cursor = offset(context) ?? text.count
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
