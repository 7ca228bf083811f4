internal import CLibXML2

/// One pass of libxml2's SAX2 parser over a text, which builds the tree of the elements that a
/// pattern keeps and notes where each of them stands.
///
/// | here | libxml2 |
/// | --- | --- |
/// | `SourceParser` | `xmlParserCtxt`, reached by callbacks through its `_private` |
/// | `tree` | `xmlDoc`, built by `xmlSAX2StartElementNs` and `xmlSAX2EndElementNs` |
/// | `marks[i]` | where an `xmlNode` stands; its `_private` holds i + 1 |
/// | offsets | `input->cur` minus the start of the text, which libxml2 reads in place |
final class SourceParser {
  struct Mark {
    var start: Int
    var contentStart: Int
    var contentEnd: Int
    var end: Int
    var node: UnsafeMutablePointer<xmlNode>
  }

  let limits: SourceLimits
  private let text: UnsafeBufferPointer<UInt8>
  private let table: PatternTable
  /// The states of the open elements that are kept.
  private var states = [PatternTable.start]
  /// The marks of the open elements that are kept.
  private var open: [Int] = []
  /// How many elements are open inside the innermost one that is kept.
  private var droppedDepth = 0
  private(set) var marks: [Mark] = []
  /// The first error, which ends the parse.
  private(set) var failure: SourceError?

  private init(
    text: UnsafeBufferPointer<UInt8>, limits: SourceLimits, table: PatternTable
  ) {
    self.text = text
    self.limits = limits
    self.table = table
  }

  /// libxml2's global state, set up once however many threads begin at the same time.
  private static let ready: Void = xmlInitParser()

  /// Parses `text`, behind whose last byte stands a NUL.
  ///
  /// - Returns: the tree, which the caller frees with `xmlFreeDoc`, and where its nodes stand.
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, pattern: DocumentPattern, limits: SourceLimits
  ) throws(SourceError) -> (tree: xmlDocPtr, marks: [Mark]) {
    _ = ready
    try StartTagGuard.check(text, limits: limits)
    guard let context = xmlNewParserCtxt() else { throw noMemory }
    defer { xmlFreeParserCtxt(context) }
    guard let table = PatternTable(pattern, dictionary: context.pointee.dict),
      attach(text, to: context)
    else { throw noMemory }
    let parser = SourceParser(text: text, limits: limits, table: table)
    setUp(context, for: parser)
    _ = withExtendedLifetime(parser) { xmlParseDocument(context) }
    let tree = context.pointee.myDoc
    context.pointee.myDoc = nil
    do {
      return (try parser.finish(context, tree: tree), parser.marks)
    } catch {
      xmlFreeDoc(tree)
      throw error
    }
  }

  private static let noMemory = SourceError(
    .parser, "no memory for the parser", remedy: "free memory and try again")

  /// Gives the text to the parser without copying it. An input made from a static buffer would not do:
  /// libxml2 2.9 loses its place when it drops what it has read of one.
  private static func attach(
    _ text: UnsafeBufferPointer<UInt8>, to context: xmlParserCtxtPtr
  ) -> Bool {
    guard let input = xmlNewStringInputStream(context, text.baseAddress) else { return false }
    return inputPush(context, input) >= 0
  }

  private static func setUp(_ context: xmlParserCtxtPtr, for parser: SourceParser) {
    // No network, no limits but ours, and the text is UTF-8 whatever its declaration says.
    // Entities and DTDs need no option: a document with a DTD is refused before they matter.
    xmlCtxtUseOptions(
      context,
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
    guard let handler = context.pointee.sax else { return }
    handler.pointee = xmlSAXHandler()
    handler.pointee.initialized = ldapfix_sax2_magic
    handler.pointee.startDocument = xmlSAX2StartDocument
    handler.pointee.startElementNs = {
      context, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted, attributes
      in
      guard let (parser, context) = SourceParser.of(context) else { return }
      guard
        parser.begin(
          name, prefix, namespaces: Int(namespaceCount), attributes: Int(attributeCount), context)
      else { return }
      xmlSAX2StartElementNs(
        context, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted,
        attributes)
      parser.didBegin(context)
    }
    handler.pointee.endElementNs = { context, name, prefix, uri in
      guard let (parser, context) = SourceParser.of(context), parser.end(context) else { return }
      xmlSAX2EndElementNs(context, name, prefix, uri)
    }
    handler.pointee.internalSubset = { context, _, _, _ in
      guard let (parser, context) = SourceParser.of(context) else { return }
      parser.stop(
        context, .documentType, "the document has a DOCTYPE, which no connector export has",
        remedy: "use the file as the server exported it")
    }
    handler.pointee.serror = { context, error in
      guard let (parser, context) = SourceParser.of(context), let error else { return }
      parser.note(error.pointee, context)
    }
    context.pointee._private = Unmanaged.passUnretained(parser).toOpaque()
  }

  private static func of(
    _ context: UnsafeMutableRawPointer?
  ) -> (SourceParser, xmlParserCtxtPtr)? {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let parser = context.pointee._private
    else { return nil }
    return (Unmanaged<SourceParser>.fromOpaque(parser).takeUnretainedValue(), context)
  }
}

// MARK: - Events

extension SourceParser {
  /// Notes a start tag; true where the element is to be kept.
  private func begin(
    _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, namespaces: Int,
    attributes: Int, _ context: xmlParserCtxtPtr
  ) -> Bool {
    guard failure == nil else { return false }
    guard open.count + droppedDepth < limits.depth else {
      stop(
        context, .limit, "elements are nested more than \(limits.depth) deep",
        remedy: Self.limitRemedy)
      return false
    }
    guard attributes + namespaces <= limits.attributes else {
      stop(
        context, .limit, "an element has more than \(limits.attributes) attributes",
        remedy: Self.limitRemedy)
      return false
    }
    guard Int(context.pointee.nsNr) / 2 <= limits.namespaces else {
      stop(
        context, .limit, "more than \(limits.namespaces) namespaces are in force",
        remedy: Self.limitRemedy)
      return false
    }
    if droppedDepth > 0 {
      droppedDepth += 1
      return false
    }
    guard let state = states.last else { return false }
    // A pattern's names have no prefix: what has one is another element.
    let next = prefix == nil || state == .subtree ? table.next(state, name) : .dropped
    guard next != .dropped || open.isEmpty else {
      droppedDepth = 1
      return false
    }
    guard marks.count < limits.keptElements else {
      stop(
        context, .limit, "the connection options have more than \(limits.keptElements) elements",
        remedy: Self.limitRemedy)
      return false
    }
    states.append(next)
    return true
  }

  /// Notes where the element that libxml2 has just added to the tree stands.
  private func didBegin(_ context: xmlParserCtxtPtr) {
    guard let node = context.pointee.node, let cursor = offset(context),
      let start = text.lastOffset(of: UInt8(ascii: "<"), before: cursor),
      let contentStart = text.firstOffset(of: UInt8(ascii: ">"), from: cursor)
    else { return stopForUnknownParser(context) }
    open.append(marks.count)
    marks.append(
      Mark(start: start, contentStart: contentStart + 1, contentEnd: 0, end: 0, node: node))
    node.pointee._private = UnsafeMutableRawPointer(bitPattern: marks.count)
  }

  /// Notes an end tag; true where the element is in the tree.
  private func end(_ context: xmlParserCtxtPtr) -> Bool {
    if droppedDepth > 0 {
      droppedDepth -= 1
      return false
    }
    guard failure == nil, let index = open.popLast(), states.popLast() != nil else { return false }
    guard let end = offset(context), text.count >= end, end > marks[index].start,
      text[end - 1] == UInt8(ascii: ">"),
      let tag = text.lastOffset(of: UInt8(ascii: "<"), before: end)
    else {
      stopForUnknownParser(context)
      return false
    }
    marks[index].end = end
    marks[index].contentEnd = tag == marks[index].start ? end : tag
    return true
  }

  /// The offset of the parser's cursor in the text.
  private func offset(_ context: xmlParserCtxtPtr) -> Int? {
    guard let cursor = context.pointee.input?.pointee.cur, let start = text.baseAddress else {
      return nil
    }
    let offset = cursor - start
    return offset >= 0 && offset <= text.count ? offset : nil
  }

  private func finish(
    _ context: xmlParserCtxtPtr, tree: xmlDocPtr?
  ) throws(SourceError) -> xmlDocPtr {
    if let failure { throw failure }
    guard context.pointee.wellFormed == 1, context.pointee.nsWellFormed == 1, let tree,
      xmlDocGetRootElement(tree) != nil, open.isEmpty
    else {
      throw SourceError(
        .notWellFormed, "not well-formed XML", remedy: Self.damagedRemedy,
        position: text.position(at: text.count))
    }
    return tree
  }
}

// MARK: - Errors

extension SourceParser {
  static let damagedRemedy = "export the connector again, or correct the XML there"
  static let limitRemedy = "check that it is a connector export"

  private func stop(
    _ context: xmlParserCtxtPtr, _ reason: SourceError.Reason, _ message: String, remedy: String
  ) {
    if failure == nil {
      failure = SourceError(
        reason, message, remedy: remedy,
        position: offset(context).map { text.position(at: markupStart(before: $0)) })
    }
    xmlStopParser(context)
  }

  private func stopForUnknownParser(_ context: xmlParserCtxtPtr) {
    stop(
      context, .parser, "this version of libxml2 does not say where an element stands",
      remedy: "use libxml2 \(LIBXML_DOTTED_VERSION)")
  }

  /// Keeps the first error of libxml2; a warning is none.
  private func note(_ error: xmlError, _ context: xmlParserCtxtPtr) {
    guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    if error.code == XML_ERR_NO_MEMORY.rawValue {
      failure = Self.noMemory
      return
    }
    var words = error.message.map { String(cString: $0) } ?? "not well-formed"
    while let last = words.last, last.isWhitespace { words.removeLast() }
    failure = SourceError(
      .notWellFormed, "not well-formed XML: \(words)", remedy: Self.damagedRemedy,
      position: text.position(at: offset(context) ?? text.count))
  }

  /// Where the tag that the parser is in begins.
  private func markupStart(before offset: Int) -> Int {
    text.lastOffset(of: UInt8(ascii: "<"), before: offset) ?? offset
  }
}
