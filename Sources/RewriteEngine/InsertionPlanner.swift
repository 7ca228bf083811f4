import ConnectorExport
import SourceXML

/// Puts a missing `sign-and-seal` where its siblings' order wants it, in their form and indentation.
struct InsertionPlanner {
  let export: Export

  /// What stands round `sign-and-seal` in the first place of this export that has it.
  private let shownElement: Neighbours
  private let shownParameter: Neighbours

  private var document: SourceDocument { export.document }

  init(export: Export) {
    self.export = export
    let document = export.document
    let options = export.connectors.lazy.flatMap(\.options)
    shownElement = Neighbours(
      of: options.compactMap(\.signAndSeal.elements.first).first, in: document,
      name: document.name)
    shownParameter = Neighbours(
      of: options.compactMap(\.signAndSeal.parameters.first).first, in: document,
      name: { document.attribute("name", of: $0) ?? "" })
  }

  /// The siblings of an option that stand directly before and behind it in exports that have it,
  /// nearest first (the public export of AADConnectConfigDocumenter).
  private struct Neighbours {
    var before: [String]
    var behind: [String]

    init(before: [String], behind: [String]) {
      self.before = before
      self.behind = behind
    }

    /// The neighbours of `example`, which has at most one on each side.
    init(of example: OptionNode?, in document: SourceDocument, name: (SourceElement) -> String) {
      self.init(before: [], behind: [])
      guard let example, let holder = document.parent(of: example.element) else { return }
      let siblings = document.children(of: holder)
      guard let index = siblings.firstIndex(of: example.element) else { return }
      before = siblings[..<index].suffix(1).map(name)
      behind = siblings[(index + 1)...].prefix(1).map(name)
    }

    /// These neighbours first, then those that are known from elsewhere.
    func or(_ known: Neighbours) -> Neighbours {
      Neighbours(before: before + known.before, behind: behind + known.behind)
    }
  }

  private static let elementNeighbours = Neighbours(
    before: [
      "forest-login-user", "forest-login-domain", "forest-port", "forest-guid", "forest-name",
      "guid",
      "name", "dn",
    ],
    behind: [
      "default-ssl-strength", "is-domain", "last-dc", "dc-failover", "ssl-bind", "simple-bind",
    ])

  private static let parameterNeighbours = Neighbours(
    before: ["forest-name", "guid"],
    behind: ["crl-check", "last-dc", "dc-failover", "ssl-bind", "simple-bind"])

  /// The edit that inserts the element into `container`.
  func elementEdit(in container: SourceElement) -> TextEdit {
    let siblings = document.children(of: container)
    let pad = padding(siblings)
    let node = "<sign-and-seal>".utf8 + pad.before + "1".utf8 + pad.behind + "</sign-and-seal>".utf8
    return insertion(
      of: Array(node), into: container, siblings: siblings, name: document.name,
      neighbours: shownElement.or(Self.elementNeighbours))
  }

  /// The edit that inserts the parameter into `container`, which is a `parameter-values`.
  func parameterEdit(in container: SourceElement, use: String) -> TextEdit {
    let siblings = document.children(of: container)
    let name: (SourceElement) -> String = { document.attribute("name", of: $0) ?? "" }
    let pad = padding(siblings)
    let node =
      parameterStartTag(siblings, use: use) + pad.before + Array("1".utf8) + pad.behind
      + Array("</parameter>".utf8)
    return insertion(
      of: node, into: container, siblings: siblings, name: name,
      neighbours: shownParameter.or(Self.parameterNeighbours))
  }

  // MARK: Where

  private func insertion(
    of node: [UInt8], into container: SourceElement, siblings: [SourceElement],
    name: (SourceElement) -> String, neighbours: Neighbours
  ) -> TextEdit {
    func sibling(_ names: [String]) -> SourceElement? {
      for wanted in names {
        if let found = siblings.last(where: { name($0) == wanted }) { return found }
      }
      return nil
    }
    if let before = sibling(neighbours.before) { return after(before, node) }
    if let behind = sibling(neighbours.behind) {
      let start = behind.range.lowerBound
      return TextEdit(start..<start, node + indentation(before: start))
    }
    if let last = siblings.last { return after(last, node) }
    if container.isEmptyTag { return expand(document, container, content: node) }
    return TextEdit(container.content.lowerBound..<container.content.lowerBound, node)
  }

  private func after(_ sibling: SourceElement, _ node: [UInt8]) -> TextEdit {
    let end = sibling.range.upperBound
    return TextEdit(end..<end, indentation(before: sibling.range.lowerBound) + node)
  }

  /// The white space that stands directly before `offset`.
  private func indentation(before offset: Int) -> [UInt8] {
    document.text.withUTF8 { text in
      var start = offset
      while start > 0, isXMLBlank(text[start - 1]) { start -= 1 }
      return Array(text[start..<offset])
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
      guard before.allSatisfy(isXMLBlank), behind.allSatisfy(isXMLBlank) else { continue }
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
      guard attributes.attributes.allSatisfy({ Self.parameterAttributes.contains($0.name) }),
        let name = attributes["name"], tag.allSatisfy({ $0 < 0x80 })
      else { continue }
      return tag[..<name.value.lowerBound] + Array("sign-and-seal".utf8)
        + tag[name.value.upperBound...]
    }
    return Array(
      #"<parameter name="sign-and-seal" type="string" use="\#(use)" dataType="String">"#.utf8)
  }

  /// The attributes of a plain parameter; others ("encrypted", "intrinsic") say more about its value.
  private static let parameterAttributes: Set<String> = ["name", "type", "use", "dataType"]
}
