internal import CLibXML2

/// A well-formed document: its text, the elements that were kept of it, and where they stand.
package final class SourceDocument {
  /// The text and its encoding.
  package let text: SourceText
  /// The kept elements in document order.
  package let elements: [SourceElement]
  /// Where the large elements stood that were parsed and not kept, in ascending order.
  package let dropped: [Range<Int>]
  private let nodes: [UnsafeMutablePointer<xmlNode>]
  private let tree: xmlDocPtr
  private let context: xmlXPathContextPtr
  private let watch: MemoryWatch
  private var compiled: [String: xmlXPathCompExprPtr] = [:]

  /// Parses `text` and keeps the elements that `pattern` names.
  ///
  /// - Throws: ``SourceError`` where it is not well-formed, has a DOCTYPE or goes beyond a limit.
  package init(
    _ text: SourceText, keeping pattern: DocumentPattern, limits: SourceLimits = .standard
  ) throws(SourceError) {
    do throws(SourceError) {
      let parsed = try text.withUTF8 { buffer throws(SourceError) in
        try SourceParser.parse(buffer, pattern: pattern, limits: limits)
      }
      watch = MemoryWatch()
      context = try Self.context(of: parsed.document, watch)
      self.text = text
      tree = parsed.document
      dropped = parsed.dropped
      nodes = parsed.marks.map(\.node)
      elements = parsed.marks.enumerated().map { index, mark in
        SourceElement(
          index: index, startTag: mark.start..<mark.contentStart,
          endTag: mark.contentEnd..<mark.end)
      }
    } catch {
      throw Self.locate(error, in: text)
    }
    // An expression is ours and compiles, so memory is all that can be wanting.
    watch.watch(context)
  }

  /// Where XPath is evaluated in `document`, which is freed where there is no memory for that.
  private static func context(
    of document: xmlDocPtr, _ watch: MemoryWatch
  ) throws(SourceError) -> xmlXPathContextPtr {
    var context: xmlXPathContextPtr?
    do {
      try watch.lendMemory { context = xmlXPathNewContext(document) }
      if let context { return context }
    } catch {
      xmlXPathFreeContext(context)
    }
    xmlFreeDoc(document)
    throw .noMemory("no memory for XPath")
  }

  deinit {
    for expression in compiled.values { xmlXPathFreeCompExpr(expression) }
    xmlXPathFreeContext(context)
    xmlFreeDoc(tree)
  }

  /// The kept elements that `expression` selects, in document order.
  ///
  /// - Parameter element: where a relative expression starts; the document itself if nil.
  package func select(
    _ expression: XPathExpression, from element: SourceElement? = nil
  ) throws(SourceError) -> [SourceElement] {
    // A set that is not whole would hide a place; the watch refuses it.
    try watch.lendMemory { () throws(SourceError) in try evaluate(expression, from: element) }
  }

  private func evaluate(
    _ expression: XPathExpression, from element: SourceElement?
  ) throws(SourceError) -> [SourceElement] {
    let compiledExpression = try compile(expression)
    context.pointee.node =
      element.flatMap(node) ?? UnsafeMutableRawPointer(tree).assumingMemoryBound(to: xmlNode.self)
    guard let result = xmlXPathCompiledEval(compiledExpression, context) else {
      throw Self.evaluationFailure(expression)
    }
    defer { xmlXPathFreeObject(result) }
    guard let set = result.pointee.nodesetval, let selected = set.pointee.nodeTab else { return [] }
    return (0..<Int(set.pointee.nodeNr))
      .compactMap { selected[$0].flatMap(self.element) }
      .sorted { $0.index < $1.index }
  }

  private static func evaluationFailure(_ expression: XPathExpression) -> SourceError {
    SourceError(
      .parser, "XPath \(expression.text) cannot be evaluated", remedy: "free memory and try again")
  }

  /// The compiled expression, which is kept for the next time.
  private func compile(_ expression: XPathExpression) throws(SourceError) -> xmlXPathCompExprPtr {
    if let known = compiled[expression.text] { return known }
    // In parentheses: libxml2 evaluates a plain path as a stream, and where memory runs out for that, the
    // result is an empty set without an error.
    guard let new = xmlXPathCtxtCompile(context, "(\(expression.text))") else {
      throw Self.evaluationFailure(expression)
    }
    compiled[expression.text] = new
    return new
  }

  private func node(_ element: SourceElement) -> UnsafeMutablePointer<xmlNode>? {
    nodes.indices.contains(element.index) ? nodes[element.index] : nil
  }

  private func element(_ node: UnsafeMutablePointer<xmlNode>) -> SourceElement? {
    guard node.pointee.type == XML_ELEMENT_NODE else { return nil }
    let index = Int(bitPattern: node.pointee._private) - 1
    return elements.indices.contains(index) ? elements[index] : nil
  }

  /// The local name of `element`.
  package func name(of element: SourceElement) -> String {
    node(element).flatMap { $0.pointee.name }.map { String(cString: $0) } ?? ""
  }

  /// The value of the attribute `name`, which has no namespace; nil where there is none.
  package func attribute(_ name: String, of element: SourceElement) -> String? {
    // libxml2's own copy of a value needs memory, and without it would be no attribute.
    guard let node = node(element), let attribute = xmlHasNsProp(node, name, nil)
    else { return nil }
    var value = ""
    var text = attribute.pointee.children
    while let piece = text {
      if let content = piece.pointee.content { value += String(cString: content) }
      text = piece.pointee.next
    }
    return value
  }

  /// The element that holds `element`, nil for the root.
  package func parent(of element: SourceElement) -> SourceElement? {
    node(element).flatMap { $0.pointee.parent }.flatMap(self.element)
  }

  /// The kept elements directly inside `element`.
  package func children(of element: SourceElement) -> [SourceElement] {
    var children: [SourceElement] = []
    var next = node(element)?.pointee.children
    while let node = next {
      if let child = self.element(node) { children.append(child) }
      next = node.pointee.next
    }
    return children
  }

  /// Whether a kept element stands directly inside `element`.
  package func hasChildren(_ element: SourceElement) -> Bool {
    node(element)?.pointee.children != nil
  }

  /// What stands between the tags of `element`.
  package func content(of element: SourceElement) -> ElementContent {
    text.withUTF8 { ElementContent($0, range: element.content) }
  }

  /// The offset in the text behind the name and the attributes in the start tag of `element`; white space may
  /// stand between there and the `>` or `/>`.
  package func attributesEnd(of element: SourceElement) -> Int {
    let tag = text[element.startTag].dropLast(element.isEmptyTag ? 2 : 1)
    let last = tag.lastIndex { !$0.isXMLBlank } ?? tag.startIndex
    return element.startTag.lowerBound + (last - tag.startIndex) + 1
  }

  /// The place of an offset in the UTF-8 text.
  package func position(at offset: Int) throws(SourceError) -> SourcePosition {
    try text.position(at: offset)
  }

  /// An error's offset counts in the UTF-8 text; in a message it counts in the file.
  private static func locate(_ error: SourceError, in text: SourceText) -> SourceError {
    guard let position = error.position else { return error }
    return error.at((try? text.position(at: position.offset)) ?? position)
  }
}
