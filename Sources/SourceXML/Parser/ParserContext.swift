internal import CLibXML2

// What the two parses of a document, `SourceParser` and `ContentParser`, ask of libxml2 alike.
extension xmlParserCtxtPtr {
  /// Gives `text`, behind whose last byte stands a NUL, to the parser without copying it; false where there
  /// is no memory for that. An input made from a static buffer would not do: libxml2 2.9 loses its place when
  /// it drops what it has read of one.
  func attach(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let input = xmlNewStringInputStream(self, text.baseAddress) else { return false }
    return inputPush(self, input) >= 0
  }

  /// Sets the options, and what the callbacks find in `_private`.
  ///
  /// - Returns: the handler, in which no callback is set yet.
  func prepare(_ target: UnsafeMutableRawPointer) -> UnsafeMutablePointer<xmlSAXHandler>? {
    // No network, no limits but ours, and the text is UTF-8 whatever its declaration says.
    // Entities and DTDs need no option: a document with a DTD is refused before they matter.
    xmlCtxtUseOptions(
      self,
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    guard let handler = pointee.sax else { return nil }
    handler.pointee = xmlSAXHandler()
    handler.pointee.initialized = ldapfix_sax2_magic
    pointee._private = target
    return handler
  }

  /// The offset of the parser's cursor in `text`; nil where it is not in it.
  func offset(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let cursor = pointee.input?.pointee.cur, let start = text.baseAddress else { return nil }
    let offset = cursor - start
    return offset >= 0 && offset <= text.count ? offset : nil
  }
}
