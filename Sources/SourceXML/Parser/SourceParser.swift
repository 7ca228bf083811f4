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
  /// Where a kept element stands, by offsets in the text.
  struct Mark {
    var start: Int
    var contentStart: Int
    var contentEnd: Int
    var end: Int
    var node: UnsafeMutablePointer<xmlNode>
  }

  /// What a parse gives.
  struct ParsedTree {
    /// The kept elements; the caller frees it with `xmlFreeDoc`.
    var document: xmlDocPtr
    /// Where its elements stand, in document order.
    var marks: [Mark]
    /// Where large elements stood that were dropped, in ascending order.
    var dropped: [Range<Int>]
  }

  /// How deep the parse is, in memory of its own: nine of ten callbacks need no more than this.
  struct Descent {
    /// How many elements are open inside the innermost one that is kept.
    var dropped = 0
    /// How many of these there may be.
    var droppedLimit = 0
    /// How many attributes and namespace declarations an element may have.
    var attributeLimit: Int
    /// How many namespaces may be in force, twice: libxml2 counts prefix and name of each.
    var namespaceLimit: Int32
    /// How many strings libxml2's dictionary may have.
    var nameLimit: Int32
    var parser: Unmanaged<SourceParser>
  }

  let limits: SourceLimits
  let text: UnsafeBufferPointer<UInt8>
  let table: PatternTable
  /// The states of the open elements that are kept.
  var states = [PatternTable.start]
  /// The marks of the open elements that are kept.
  var open: [Int] = []
  /// Where the outermost of the open elements that are dropped begins.
  var droppedStart: Int?
  var dropped: [Range<Int>] = []
  var marks: [Mark] = []
  /// The first error, which ends the parse.
  var failure: SourceError?

  private init(
    text: UnsafeBufferPointer<UInt8>, limits: SourceLimits, table: PatternTable
  ) {
    self.text = text
    self.limits = limits
    self.table = table
  }

  /// Parses `text`, behind whose last byte stands a NUL.
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, pattern: DocumentPattern, limits: SourceLimits
  ) throws(SourceError) -> ParsedTree {
    try StartTagGuard.check(text, limits: limits)
    let watch = MemoryWatch()
    defer { watch.end() }
    return try watch.check { () throws(SourceError) in
      let parsed = try parseWatched(text, pattern: pattern, limits: limits)
      if watch.lacksMemory { xmlFreeDoc(parsed.document) }
      return parsed
    }
  }

  private static func parseWatched(
    _ text: UnsafeBufferPointer<UInt8>, pattern: DocumentPattern, limits: SourceLimits
  ) throws(SourceError) -> ParsedTree {
    guard let context = xmlNewParserCtxt() else { throw .noMemory() }
    defer { xmlFreeParserCtxt(context) }
    guard let table = PatternTable(pattern, dictionary: context.pointee.dict),
      context.attach(text)
    else { throw .noMemory() }
    let parser = SourceParser(text: text, limits: limits, table: table)
    var descent = Descent(
      attributeLimit: limits.attributes,
      namespaceLimit: Int32(clamping: 2 * limits.namespaces),
      nameLimit: Self.nameLimit(context, limits),
      parser: Unmanaged.passUnretained(parser))
    withExtendedLifetime(parser) {
      withUnsafeMutablePointer(to: &descent) {
        setUp(context, descent: $0)
        _ = xmlParseDocument(context)
      }
    }
    let tree = context.pointee.myDoc
    context.pointee.myDoc = nil
    do {
      return ParsedTree(
        document: try parser.finish(context, tree: tree), marks: parser.marks,
        dropped: parser.dropped)
    } catch {
      xmlFreeDoc(tree)
      throw error
    }
  }

  /// What the dictionary has from the start, and the names of the limit. The parser enters "xml", "xmlns"
  /// and the namespace of these in any document.
  private static func nameLimit(_ context: xmlParserCtxtPtr, _ limits: SourceLimits) -> Int32 {
    Int32(clamping: Int(xmlDictSize(context.pointee.dict)) + 3 + limits.names)
  }

  private static func setUp(
    _ context: xmlParserCtxtPtr, descent: UnsafeMutablePointer<Descent>
  ) {
    guard let handler = context.prepare(descent) else { return }
    handler.pointee.startDocument = xmlSAX2StartDocument
    setTagCallbacks(handler)
    handler.pointee.internalSubset = { context, _, _, _ in
      guard let (descent, context) = SourceParser.of(context) else { return }
      descent.pointee.parser.takeUnretainedValue().stop(
        context,
        SourceError(
          .documentType, "the document has a DOCTYPE, which no connector export has",
          remedy: "use the file as the server exported it"))
    }
    handler.pointee.processingInstruction = { context, _, _ in
      guard let (descent, context) = SourceParser.of(context),
        xmlDictSize(context.pointee.dict) > descent.pointee.nameLimit
      else { return }
      let parser = descent.pointee.parser.takeUnretainedValue()
      parser.stop(context, .tooManyNames(parser.limits))
    }
    handler.pointee.serror = { context, error in
      guard let (descent, context) = SourceParser.of(context), let error else { return }
      descent.pointee.parser.takeUnretainedValue().note(error.pointee, context)
    }
  }

  private static func setTagCallbacks(_ handler: UnsafeMutablePointer<xmlSAXHandler>) {
    handler.pointee.startElementNs = {
      context, name, prefix, uri, namespaceCount, namespaces, attributeCount, defaulted, attributes
      in
      guard let (descent, context) = SourceParser.of(context) else { return }
      let attributeTotal = Int(attributeCount) + Int(namespaceCount)
      if descent.pointee.dropped > 0, descent.pointee.dropped < descent.pointee.droppedLimit,
        attributeTotal <= descent.pointee.attributeLimit,
        context.pointee.nsNr <= descent.pointee.namespaceLimit,
        xmlDictSize(context.pointee.dict) <= descent.pointee.nameLimit
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
  }

  /// What a callback is given: the descent, and the context as what it is.
  private static func of(
    _ context: UnsafeMutableRawPointer?
  ) -> (UnsafeMutablePointer<Descent>, xmlParserCtxtPtr)? {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let descent = context.pointee._private
    else { return nil }
    return (descent.assumingMemoryBound(to: Descent.self), context)
  }
}
