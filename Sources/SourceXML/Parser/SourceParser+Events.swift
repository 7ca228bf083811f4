internal import CLibXML2

// What becomes of the tags that libxml2 reports.
extension SourceParser {
  /// Dropped elements smaller than this are not worth remembering.
  private static let notableSize = 1_024

  /// Notes a start tag; true where the element is to be kept.
  func begin(
    _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, attributes: Int,
    _ descent: UnsafeMutablePointer<Descent>, _ context: xmlParserCtxtPtr
  ) -> Bool {
    guard failure == nil, let state = states.last else { return false }
    if let excess = excess(attributes: attributes, descent.pointee, context) {
      stop(context, excess)
      return false
    }
    // A pattern's names have no prefix: what has one is another element.
    let next = table.next(state, prefix == nil ? name : nil)
    guard next != .dropped else {
      descent.pointee.dropped = 1
      descent.pointee.droppedLimit = limits.depth - open.count
      droppedStart = context.offset(in: text).map { markupStart(before: $0) }
      return false
    }
    guard marks.count < limits.keptElements else {
      stop(
        context,
        .limit(
          "the connection options have more than \(limits.keptElements) elements",
          option: "--max-elements"))
      return false
    }
    states.append(next)
    return true
  }

  /// The limit that an element goes beyond, without its place; nil where it keeps to all.
  private func excess(
    attributes: Int, _ descent: Descent, _ context: xmlParserCtxtPtr
  ) -> SourceError? {
    if open.count + descent.dropped >= limits.depth {
      return .limit(
        "elements are nested more than \(limits.depth) deep", option: "--max-depth")
    }
    if attributes > limits.attributes { return .tooManyAttributes(limits) }
    if Int(context.pointee.nsNr) / 2 > limits.namespaces {
      return .limit(
        "more than \(limits.namespaces) namespaces are in force", option: "--max-namespaces")
    }
    if xmlDictSize(context.pointee.dict) > descent.nameLimit { return .tooManyNames(limits) }
    return nil
  }

  /// Notes where the element that libxml2 has just added to the tree stands.
  func didBegin(_ context: xmlParserCtxtPtr) {
    guard let node = context.pointee.node, let cursor = context.offset(in: text),
      let start = text.lastOffset(of: UInt8(ascii: "<"), before: cursor)
    else { return stopForUnknownParser(context) }
    // A tag without its end is an error, which libxml2 reports after this event.
    let tagEnd = text.firstOffset(of: UInt8(ascii: ">"), from: cursor) ?? text.count - 1
    open.append(marks.count)
    marks.append(
      Mark(start: start, contentStart: tagEnd + 1, contentEnd: 0, end: 0, node: node))
    node.pointee._private = UnsafeMutableRawPointer(bitPattern: marks.count)
  }

  /// Notes an end tag; true where the element is in the tree.
  func end(
    _ descent: UnsafeMutablePointer<Descent>, _ context: xmlParserCtxtPtr
  ) -> Bool {
    if descent.pointee.dropped > 0 {
      descent.pointee.dropped = 0
      if let start = droppedStart, let end = context.offset(in: text), start < end,
        end - start >= Self.notableSize
      {
        dropped.append(start..<end)
      }
      return false
    }
    guard failure == nil, let index = open.popLast(), states.popLast() != nil else { return false }
    guard let end = context.offset(in: text), text.count >= end, end > marks[index].start,
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

  /// What the parse has come to: the tree, or an error where the document is not well-formed.
  func finish(
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
