internal import CLibXML2

/// One pass of libxml2's SAX2 parser over a text, which builds the tree of the elements that a
/// pattern keeps and notes where each of them stands.
///
/// | here | libxml2 |
/// | --- | --- |
/// | `SourceParser` | `xmlParserCtxt`; its `_private` holds the ``Descent``, and that the parser |
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

  /// How deep the parse is, in memory of its own: nine of ten callbacks need no more than this.
  struct Descent {
    /// How many elements are open inside the innermost one that is kept.
    var dropped = 0
    /// How many of these there may be.
    var droppedLimit = 0
    /// How many attributes and namespace declarations an element may have.
    var attributeLimit: Int
    var parser: Unmanaged<SourceParser>
  }

  let limits: SourceLimits
  private let text: UnsafeBufferPointer<UInt8>
  private let table: PatternTable
  /// The states of the open elements that are kept.
  private var states = [PatternTable.start]
  /// The marks of the open elements that are kept.
  private var open: [Int] = []
  /// Where the outermost of the open elements that are dropped begins.
  private var droppedStart: Int?
  private(set) var dropped: [Range<Int>] = []
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

  /// Dropped elements smaller than this are not worth remembering.
  private static let notableSize = 1_024

  /// libxml2's global state, set up once however many threads begin at the same time.
  private static let ready: Void = xmlInitParser()

  /// Parses `text`, behind whose last byte stands a NUL.
  ///
  /// - Returns: the tree, which the caller frees with `xmlFreeDoc`, and where its nodes stand.
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, pattern: DocumentPattern, limits: SourceLimits
  ) throws(SourceError) -> (tree: xmlDocPtr, marks: [Mark], dropped: [Range<Int>]) {
    _ = ready
    try StartTagGuard.check(text, limits: limits)
    guard let context = xmlNewParserCtxt() else { throw noMemory }
    defer { xmlFreeParserCtxt(context) }
    guard let table = PatternTable(pattern, dictionary: context.pointee.dict),
      attach(text, to: context)
    else { throw noMemory }
    let parser = SourceParser(text: text, limits: limits, table: table)
    var descent = Descent(
      attributeLimit: limits.attributes, parser: Unmanaged.passUnretained(parser))
    withExtendedLifetime(parser) {
      withUnsafeMutablePointer(to: &descent) {
        setUp(context, descent: $0)
        _ = xmlParseDocument(context)
      }
    }
    let tree = context.pointee.myDoc
    context.pointee.myDoc = nil
    do {
      return (try parser.finish(context, tree: tree), parser.marks, parser.dropped)
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

  private static func setUp(
    _ context: xmlParserCtxtPtr, descent: UnsafeMutablePointer<Descent>
  ) {
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
      guard let (descent, context) = SourceParser.of(context) else { return }
      let attributeTotal = Int(attributeCount) + Int(namespaceCount)
      if descent.pointee.dropped > 0, descent.pointee.dropped < descent.pointee.droppedLimit,
        attributeTotal <= descent.pointee.attributeLimit
      {
        descent.pointee.dropped += 1
        return
      }
      let parser = descent.pointee.parser.takeUnretainedValue()
      guard parser.begin(name, prefix, attributes: attributeTotal, descent, context) else { return }
      xmlSAX2StartElementNs(
        context, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted,
        attributes)
      parser.didBegin(context)
    }
    handler.pointee.endElementNs = { context, name, prefix, uri in
      guard let (descent, context) = SourceParser.of(context) else { return }
      if descent.pointee.dropped > 1 {
        descent.pointee.dropped -= 1
      } else if descent.pointee.parser.takeUnretainedValue().end(descent, context) {
        xmlSAX2EndElementNs(context, name, prefix, uri)
      }
    }
    handler.pointee.internalSubset = { context, _, _, _ in
      guard let (descent, context) = SourceParser.of(context) else { return }
      descent.pointee.parser.takeUnretainedValue().stop(
        context, .documentType, "the document has a DOCTYPE, which no connector export has",
        remedy: "use the file as the server exported it")
    }
    handler.pointee.serror = { context, error in
      guard let (descent, context) = SourceParser.of(context), let error else { return }
      descent.pointee.parser.takeUnretainedValue().note(error.pointee, context)
    }
    context.pointee._private = UnsafeMutableRawPointer(descent)
  }

  private static func of(
    _ context: UnsafeMutableRawPointer?
  ) -> (UnsafeMutablePointer<Descent>, xmlParserCtxtPtr)? {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let descent = context.pointee._private
    else { return nil }
    return (descent.assumingMemoryBound(to: Descent.self), context)
  }
}

// MARK: - Events

extension SourceParser {
  /// Notes a start tag; true where the element is to be kept.
  private func begin(
    _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, attributes: Int,
    _ descent: UnsafeMutablePointer<Descent>, _ context: xmlParserCtxtPtr
  ) -> Bool {
    guard failure == nil, let state = states.last else { return false }
    if let excess = excess(attributes: attributes, dropped: descent.pointee.dropped, context) {
      stop(context, .limit, excess, remedy: Self.limitRemedy)
      return false
    }
    // A pattern's names have no prefix: what has one is another element.
    let next = prefix == nil || state == .subtree ? table.next(state, name) : .dropped
    guard next != .dropped else {
      descent.pointee.dropped = 1
      descent.pointee.droppedLimit = limits.depth - open.count
      droppedStart = offset(context).map { markupStart(before: $0) }
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

  /// Which limit an element goes beyond.
  private func excess(attributes: Int, dropped: Int, _ context: xmlParserCtxtPtr) -> String? {
    if open.count + dropped >= limits.depth {
      return "elements are nested more than \(limits.depth) deep"
    }
    if attributes > limits.attributes {
      return "an element has more than \(limits.attributes) attributes"
    }
    if Int(context.pointee.nsNr) / 2 > limits.namespaces {
      return "more than \(limits.namespaces) namespaces are in force"
    }
    return nil
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
  private func end(
    _ descent: UnsafeMutablePointer<Descent>, _ context: xmlParserCtxtPtr
  ) -> Bool {
    if descent.pointee.dropped > 0 {
      descent.pointee.dropped = 0
      if let start = droppedStart, let end = offset(context), start < end,
        end - start >= Self.notableSize
      {
        dropped.append(start..<end)
      }
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
