import ConnectorExport
import SourceXML

/// What two exports may differ in: the connection options, paired place by place.
struct OptionMasks {
  /// What the content of an export leaves out, and where that stands in its text.
  struct Side {
    fileprivate(set) var masks: [ContentMask] = []
    /// In ascending order; one may overlap another.
    fileprivate(set) var ranges: [Range<Int>] = []
  }

  /// Whether nodes are left out whole.
  var haveNodes: Bool { (original.masks + patched.masks).contains { $0.extent != .value } }

  private(set) var original = Side()
  private(set) var patched = Side()
  private let nodeExtent: ContentMask.Extent
  private let originalDocument: SourceDocument
  private let patchedDocument: SourceDocument

  /// - Parameter nodes: how a node is left out that only one of the exports may have.
  init(_ original: Export, _ patched: Export, nodes: ContentMask.Extent) {
    nodeExtent = nodes
    originalDocument = original.document
    patchedDocument = patched.document
    let old = original.connectors.flatMap(\.options)
    let new = patched.connectors.flatMap(\.options)
    // Where the places are not the same, all of them are one.
    let pairs = old.count == new.count ? zip(old, new).map { ([$0], [$1]) } : [(old, new)]
    for (old, new) in pairs {
      leaveOutSignAndSeal(old, new)
      for option in [\ConnectionOptions.sslBind, \ConnectionOptions.simpleBind] {
        leaveOutValues(Self.ownNodes(of: option, in: old), Self.ownNodes(of: option, in: new))
      }
    }
    leaveOutValues(
      original.connectors.flatMap(\.allowLowSecurity),
      patched.connectors.flatMap(\.allowLowSecurity))
    self.original.ranges.sort { $0.lowerBound < $1.lowerBound }
    self.patched.ranges.sort { $0.lowerBound < $1.lowerBound }
  }

  /// The nodes of an option, without those that a place shares with the one around, where they are paired.
  private static func ownNodes(
    of option: KeyPath<ConnectionOptions, DualOption>, in places: [ConnectionOptions]
  ) -> [OptionNode] {
    places.map { $0[keyPath: option] }.filter { !$0.isInherited }.flatMap(\.nodes)
  }

  /// Values may differ, and where the numbers of nodes do, some have been put in.
  private mutating func leaveOutSignAndSeal(
    _ old: [ConnectionOptions], _ new: [ConnectionOptions]
  ) {
    for nodes in [\DualOption.elements, \DualOption.parameters] {
      let oldNodes = old.flatMap { $0.signAndSeal[keyPath: nodes] }
      let newNodes = new.flatMap { $0.signAndSeal[keyPath: nodes] }
      if oldNodes.count == newNodes.count {
        leaveOutValues(oldNodes, newNodes)
      } else {
        let (oldText, newText) = (originalDocument.text, patchedDocument.text)
        for node in oldNodes { original.leaveOut(nodeExtent, of: node.element, in: oldText) }
        for node in newNodes where isPlain(node.element) {
          patched.leaveOut(nodeExtent, of: node.element, in: newText)
        }
        leaveOutForm(of: old.compactMap(\.container), new.compactMap(\.container))
        leaveOutForm(
          of: old.compactMap(\.parameterContainer), new.compactMap(\.parameterContainer))
      }
    }
  }

  /// Whether a node of the patched export says its value and nothing besides, so that nothing hides in it.
  private func isPlain(_ element: SourceElement) -> Bool {
    let known: Set<String> =
      patchedDocument.name(of: element) == "parameter" ? OptionNode.parameterAttributes : []
    let attributes = StartTagAttributes(patchedDocument.text[element.startTag]).attributes
    let content = patchedDocument.content(of: element)
    guard attributes.allSatisfy({ known.contains($0.name) }), !content.hasElements,
      content.valueRanges.count <= 1
    else { return false }
    let value = content.valueRanges.first ?? element.content.lowerBound..<element.content.lowerBound
    return patchedDocument.text[element.content.lowerBound..<value.lowerBound].allSatisfy(
      \.isXMLBlank)
      && patchedDocument.text[value.upperBound..<element.content.upperBound].allSatisfy(
        \.isXMLBlank)
  }

  /// The values of nodes that stand in pairs may differ; where one has no pair, none is left out.
  private mutating func leaveOutValues(_ old: [OptionNode], _ new: [OptionNode]) {
    guard old.count == new.count else { return }
    for (old, new) in zip(old.map(\.element), new.map(\.element)) {
      let content = patchedDocument.content(of: new)
      // A value is text. What has elements in it is compared, lest something hide there.
      if content.hasElements { continue }
      original.leaveOut(originalDocument.content(of: old), of: old)
      patched.leaveOut(content, of: new)
      leaveOutForm(of: [old], [new])
    }
  }

  /// Where one of a pair is `<name/>` and the other is not, the difference is one of form.
  private mutating func leaveOutForm(of old: [SourceElement], _ new: [SourceElement]) {
    for (old, new) in zip(old, new) where old.isEmptyTag != new.isEmptyTag {
      original.ranges.append(Self.form(of: old, in: originalDocument))
      patched.ranges.append(Self.form(of: new, in: patchedDocument))
    }
  }

  /// From behind the name and the attributes to the end of the element.
  private static func form(of element: SourceElement, in document: SourceDocument) -> Range<Int> {
    document.attributesEnd(of: element)..<element.range.upperBound
  }
}

extension OptionMasks.Side {
  fileprivate mutating func leaveOut(_ content: ElementContent, of element: SourceElement) {
    masks.append(ContentMask(.value, of: element))
    ranges += content.valueRanges
  }

  fileprivate mutating func leaveOut(
    _ extent: ContentMask.Extent, of element: SourceElement, in text: SourceText
  ) {
    let mask = ContentMask(extent, of: element)
    masks.append(mask)
    ranges.append(mask.range(in: text))
  }

  /// The text outside the options: where it and that of another document first differ, or nil.
  func firstDifference(
    in text: UnsafeBufferPointer<UInt8>, from other: Self, in otherText: UnsafeBufferPointer<UInt8>
  ) -> (Int, Int)? {
    var left = Remainder(text, without: ranges)
    var right = Remainder(otherText, without: other.ranges)
    while true {
      let (leftPiece, rightPiece) = (left.piece, right.piece)
      let count = min(leftPiece.count, rightPiece.count)
      if count == 0 {
        return leftPiece.isEmpty && rightPiece.isEmpty ? nil : (left.offset, right.offset)
      }
      let same = leftPiece.prefix(count).commonCount(with: rightPiece.prefix(count))
      left.advance(by: same)
      right.advance(by: same)
      if same < count { return (left.offset, right.offset) }
    }
  }
}
