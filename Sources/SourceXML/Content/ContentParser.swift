internal import CLibXML2

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One pass of libxml2's SAX2 parser over a text, without a tree, which turns what it reports into
/// events.
struct ContentParser {
  private typealias Name = UnsafePointer<xmlChar>

  private let text: UnsafeBufferPointer<UInt8>
  private(set) var stream: ContentStream
  private var namespaces = Namespaces()
  private var masks: ArraySlice<ContentMask>
  /// What is left out at present, and how many elements are open in it, itself included.
  private var masked: (extent: ContentMask.Extent, depth: Int)?

  private init(
    _ text: UnsafeBufferPointer<UInt8>, masks: [ContentMask], trace: ContentTrace?
  ) {
    self.text = text
    self.masks = ContentMask.ordered(masks)[...]
    stream = ContentStream(trace: trace)
  }

  /// Parses `text`, which ``SourceParser`` has accepted; a NUL stands behind its last byte.
  ///
  /// - Parameter trace: which events to locate instead of hashing the document; the parse ends there.
  static func parse(
    _ text: UnsafeBufferPointer<UInt8>, masks: [ContentMask], trace: ContentTrace? = nil
  ) throws(SourceError) -> ContentStream {
    let watch = MemoryWatch()
    defer { watch.end() }
    return try watch.check { () throws(SourceError) in
      try parseWatched(text, masks: masks, trace: trace)
    }
  }

  private static func parseWatched(
    _ text: UnsafeBufferPointer<UInt8>, masks: [ContentMask], trace: ContentTrace?
  ) throws(SourceError) -> ContentStream {
    guard let context = xmlNewParserCtxt() else { throw .noMemory() }
    defer { xmlFreeParserCtxt(context) }
    guard context.attach(text) else { throw .noMemory() }
    var parser = ContentParser(text, masks: masks, trace: trace)
    withUnsafeMutablePointer(to: &parser) {
      setUp(context, $0)
      _ = xmlParseDocument(context)
    }
    guard context.pointee.errNo != XML_ERR_NO_MEMORY.rawValue else { throw .noMemory() }
    if parser.stream.isFinished { return parser.stream }
    guard context.pointee.wellFormed == 1, parser.masks.isEmpty, parser.masked == nil else {
      throw SourceError(
        .parser, "libxml2 did not read the document as it did before",
        remedy: "free memory and try again")
    }
    parser.stream.addCheckpoint()
    return parser.stream
  }

  private static func setUp(
    _ context: xmlParserCtxtPtr, _ parser: UnsafeMutablePointer<ContentParser>
  ) {
    // SourceParser has held the document to all limits.
    guard let handler = context.prepare(parser) else { return }
    // One function for both: where they differ, libxml2 guesses which white space is for show.
    let characters: charactersSAXFunc = { context, text, length in
      ContentParser.with(context) { $0.pointee.addText(text, Int(length), $1) }
    }
    handler.pointee.characters = characters
    handler.pointee.ignorableWhitespace = characters
    handler.pointee.cdataBlock = characters
    handler.pointee.startDocument = { context in
      ContentParser.with(context) { $0.pointee.beginDocument($1) }
    }
    handler.pointee.startElementNs = { context, name, prefix, uri, _, _, count, _, attributes in
      let tag = Tag(name: name, prefix: prefix, uri: uri, count: Int(count), attributes: attributes)
      ContentParser.with(context) { $0.pointee.begin(tag, $1) }
    }
    handler.pointee.endElementNs = { context, _, _, _ in
      ContentParser.with(context) { $0.pointee.end($1) }
    }
    handler.pointee.comment = { context, content in
      ContentParser.with(context) { $0.pointee.add(.comment, [content], $1) }
    }
    handler.pointee.processingInstruction = { context, target, content in
      ContentParser.with(context) { $0.pointee.add(.instruction, [target, content], $1) }
    }
    // The first parse has told all errors; here libxml2 is not to print them.
    handler.pointee.serror = { _, _ in }
  }

  private static func with(
    _ context: UnsafeMutableRawPointer?,
    _ body: (UnsafeMutablePointer<ContentParser>, xmlParserCtxtPtr) -> Void
  ) {
    guard let context = context?.assumingMemoryBound(to: xmlParserCtxt.self),
      let parser = context.pointee._private?.assumingMemoryBound(to: ContentParser.self),
      !parser.pointee.stream.isFinished
    else { return }
    body(parser, context)
    if parser.pointee.stream.isFinished { xmlStopParser(context) }
  }

  /// The offset of the parser's cursor, which is always in the text that libxml2 reads in place.
  private func cursor(_ context: xmlParserCtxtPtr) -> Int { context.offset(in: text) ?? 0 }
}

// What becomes of what libxml2 reports.
extension ContentParser {
  private struct Tag {
    var name: Name?
    var prefix: Name?
    var uri: Name?
    var count: Int
    /// Five pointers each: local name, prefix, namespace, start and end of the value.
    var attributes: UnsafeMutablePointer<Name?>?
  }

  private struct Attribute {
    var name: Name
    var prefix: Name?
    var namespace: ContentHash.Value?
    var value: UnsafeBufferPointer<UInt8>

    /// An order that does not depend on that in the document.
    static func isBefore(_ left: Attribute, _ right: Attribute) -> Bool {
      let order = left.name.withMemoryRebound(to: CChar.self, capacity: 1) { left in
        right.name.withMemoryRebound(to: CChar.self, capacity: 1) { strcmp(left, $0) }
      }
      return order == 0
        ? left.namespace ?? .zero < right.namespace ?? .zero : order < 0
    }
  }

  private mutating func beginDocument(_ context: xmlParserCtxtPtr) {
    let cursor = cursor(context)
    stream.trace?.begin(at: cursor)
  }

  private mutating func begin(_ tag: Tag, _ context: xmlParserCtxtPtr) {
    let cursor = cursor(context)
    stream.trace?.beginTag(at: cursor, in: text)
    if masked != nil {
      masked?.depth += 1
      return
    }
    // Tags come in the order of the masks: the first one behind the place of a mask is that mask's.
    if let mask = masks.first, cursor > mask.element.startTag.lowerBound {
      masks.removeFirst()
      masked = (mask.extent, 1)
    }
    if let extent = masked?.extent, extent != .value {
      if extent == .nodeAndBlanks { stream.dropBlanks() }
      if stream.trace != nil { stream.trace?.skip(Self.qualified(tag.name, tag.prefix)) }
      return
    }
    stream.closeText()
    if stream.trace != nil { stream.trace?.descend(Self.qualified(tag.name, tag.prefix)) }
    stream.put(.element)
    stream.put(Self.bytes(of: tag.name))
    stream.put(namespaces.hash(of: tag.uri))
    stream.finish(.element)
    if tag.count > 0 { addAttributes(of: tag) }
  }

  private mutating func addAttributes(of tag: Tag) {
    guard let list = tag.attributes else { return }
    var attributes: [Attribute] = []
    attributes.reserveCapacity(tag.count)
    for index in 0..<tag.count {
      let entry = list + 5 * index
      guard let name = entry[0], let start = entry[3], let end = entry[4] else { continue }
      attributes.append(
        Attribute(
          name: name, prefix: entry[1], namespace: namespaces.hash(of: entry[2]),
          value: UnsafeBufferPointer(start: start, count: end - start)))
    }
    if tag.count > 1 { attributes.sort(by: Attribute.isBefore) }
    for attribute in attributes {
      if stream.trace != nil {
        stream.trace?.attribute = Self.qualified(attribute.name, attribute.prefix)
      }
      stream.put(.attribute)
      stream.put(Self.bytes(of: attribute.name))
      stream.put(attribute.value)
      stream.put(attribute.namespace)
      stream.finish(.attribute)
    }
  }

  private mutating func end(_ context: xmlParserCtxtPtr) {
    let cursor = cursor(context)
    stream.trace?.endTag(at: cursor, in: text)
    if let (extent, depth) = masked {
      masked = depth > 1 ? (extent, depth - 1) : nil
      if depth > 1 || extent != .value { return }
    }
    stream.closeText()
    stream.put(.end)
    stream.finish(.end)
    stream.trace?.ascend()
  }

  /// A comment, or a processing instruction.
  private mutating func add(
    _ kind: ContentPlace.Kind, _ strings: [Name?], _ context: xmlParserCtxtPtr
  ) {
    let cursor = cursor(context)
    stream.trace?.markup(endingAt: cursor, in: text)
    if let extent = masked?.extent, extent != .value { return }
    stream.closeText()
    stream.put(kind)
    for string in strings { stream.put(Self.bytes(of: string)) }
    stream.finish(kind)
  }

  private mutating func addText(_ piece: Name?, _ length: Int, _ context: xmlParserCtxtPtr) {
    let (cursor, isFirst) = (cursor(context), !stream.isInText)
    stream.trace?.addText(endingAt: cursor, isFirst: isFirst)
    guard masked == nil, let piece, length > 0 else { return }
    stream.addText(UnsafeBufferPointer(start: piece, count: length))
  }

  private static func bytes(of name: Name?) -> UnsafeBufferPointer<UInt8> {
    let length = name?.withMemoryRebound(to: CChar.self, capacity: 1) { strlen($0) } ?? 0
    return UnsafeBufferPointer(start: name, count: length)
  }

  private static func qualified(_ name: Name?, _ prefix: Name?) -> String {
    let local = name.map { String(cString: $0) } ?? ""
    return prefix.map { String(cString: $0) + ":" + local } ?? local
  }

  /// The hashes of namespaces, of which there are few: a long one costs its length only once.
  private struct Namespaces {
    private var known: [Name: ContentHash.Value] = [:]
    private var last: (uri: Name, hash: ContentHash.Value)?

    /// libxml2 keeps each namespace once, as it does names: see ``PatternTable``.
    mutating func hash(of uri: Name?) -> ContentHash.Value? {
      guard let uri else { return nil }
      if let last, last.uri == uri { return last.hash }
      let hash =
        known[uri] ?? ContentHash.value(of: UnsafeRawBufferPointer(ContentParser.bytes(of: uri)))
      known[uri] = hash
      last = (uri, hash)
      return hash
    }
  }
}
