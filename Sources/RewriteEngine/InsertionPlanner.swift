import ConnectorExport
import SourceXML

/// Puts a missing `sign-and-seal` where its siblings' order wants it, in their form and indentation.
struct InsertionPlanner {
  let export: Export

  /// Where `sign-and-seal` belongs among its siblings in a forest or in a partition, best first.
  private let forestAnchors: Anchors
  private let partitionAnchors: Anchors

  private struct Anchors {
    var element: [Anchor]
    var parameter: [Anchor]

    /// What the places of the same kind show, then what is known.
    init(shownBy options: [ConnectionOptions], in document: SourceDocument) {
      element =
        Anchor.shown(
          by: options.lazy.compactMap(\.signAndSeal.elements.first).first, in: document,
          name: document.name) + Anchor.elements
      parameter =
        Anchor.shown(
          by: options.lazy.compactMap(\.signAndSeal.parameters.first).first, in: document,
          name: { document.attribute("name", of: $0) ?? "" }) + Anchor.parameters
    }
  }

  private var document: SourceDocument { export.document }

  init(export: Export) {
    self.export = export
    let options = export.connectors.flatMap(\.options)
    forestAnchors = Anchors(
      shownBy: options.filter { $0.place == .forest }, in: export.document)
    partitionAnchors = Anchors(
      shownBy: options.filter { $0.place != .forest }, in: export.document)
  }

  private func anchors(_ place: Place) -> Anchors {
    place == .forest ? forestAnchors : partitionAnchors
  }

  /// The edit that inserts the element into `container`.
  func elementEdit(in container: SourceElement, of place: Place) -> TextEdit {
    let siblings = document.children(of: container)
    let pad = padding(siblings)
    let node = "<sign-and-seal>".utf8 + pad.before + "1".utf8 + pad.behind + "</sign-and-seal>".utf8
    return insertion(
      of: Array(node), into: container, siblings: siblings, name: document.name,
      anchors: anchors(place).element)
  }

  /// The edit that inserts the parameter into `container`, which is a `parameter-values`.
  func parameterEdit(in container: SourceElement, of place: Place) -> TextEdit {
    let siblings = document.children(of: container)
    let pad = padding(siblings)
    let node =
      parameterStartTag(siblings, use: place == .forest ? "connectivity" : "partition")
      + pad.before + Array("1".utf8) + pad.behind + Array("</parameter>".utf8)
    return insertion(
      of: node, into: container, siblings: siblings,
      name: { document.attribute("name", of: $0) ?? "" }, anchors: anchors(place).parameter)
  }

  // MARK: Where

  /// Where `node` goes: beside the first anchor that `container` has, behind its last child, or into it.
  ///
  /// - Parameter name: what the anchors know a sibling by.
  private func insertion(
    of node: [UInt8], into container: SourceElement, siblings: [SourceElement],
    name: (SourceElement) -> String, anchors: [Anchor]
  ) -> TextEdit {
    let names = siblings.map(name)
    for anchor in anchors {
      guard let index = names.lastIndex(of: anchor.name) else { continue }
      if anchor.side == .before { return after(siblings[index], node) }
      let start = siblings[index].range.lowerBound
      return TextEdit(start..<start, node + indentation(before: start))
    }
    if let last = siblings.last { return after(last, node) }
    if container.isEmptyTag { return TextEdit(expanding: container, of: document, around: node) }
    return TextEdit(container.content.lowerBound..<container.content.lowerBound, node)
  }

  private func after(_ sibling: SourceElement, _ node: [UInt8]) -> TextEdit {
    let end = sibling.range.upperBound
    return TextEdit(end..<end, indentation(before: sibling.range.lowerBound) + node)
  }

  /// The white space that stands directly before `offset`.
  private func indentation(before offset: Int) -> [UInt8] {
    document.text.withUTF8 { text in
      Array(text[text.blankStart(before: offset)..<offset])
    }
  }

  // MARK: Form

  /// The white space round the values of the siblings, as an XML formatter may have put it there.
  private func padding(_ siblings: [SourceElement]) -> (before: [UInt8], behind: [UInt8]) {
    for sibling in siblings where !sibling.isEmptyTag {
      let content = document.content(of: sibling)
      guard !content.hasElements, content.valueRanges.count == 1,
        let value = content.valueRanges.first
      else { continue }
      let before = document.text[sibling.content.lowerBound..<value.lowerBound]
      let behind = document.text[value.upperBound..<sibling.content.upperBound]
      guard before.allSatisfy(\.isXMLBlank), behind.allSatisfy(\.isXMLBlank) else { continue }
      return (Array(before), Array(behind))
    }
    return ([], [])
  }

  /// A sibling's start tag with the name of this parameter, or the form that real exports have.
  private func parameterStartTag(_ siblings: [SourceElement], use: String) -> [UInt8] {
    for sibling in siblings
    where !sibling.isEmptyTag && document.attribute("use", of: sibling) == use
      && document.attribute("type", of: sibling) == "string"
    {
      let tag = Array(document.text[sibling.startTag])
      let attributes = StartTagAttributes(tag[...])
      guard attributes.attributes.allSatisfy({ OptionNode.parameterAttributes.contains($0.name) }),
        let name = attributes["name"], tag.allSatisfy({ $0 < 0x80 })
      else { continue }
      return tag[..<name.value.lowerBound] + Array("sign-and-seal".utf8)
        + tag[name.value.upperBound...]
    }
    return Array(
      #"<parameter name="sign-and-seal" type="string" use="\#(use)" dataType="String">"#.utf8)
  }
}
