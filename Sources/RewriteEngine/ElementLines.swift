import ConnectorExport
import SourceXML

/// Writes what a step changes, and its neighbours, one element a line; no secret is in a line.
final class ElementLines {
  /// How many neighbours are shown before and behind a change.
  private static let neighbours = 2

  private let document: SourceDocument
  /// The children of the elements that have been asked for: a container may hold many changes.
  private var known: [Int: [SourceElement]] = [:]

  init(document: SourceDocument) { self.document = document }

  private func children(of element: SourceElement) -> [SourceElement] {
    if let children = known[element.index] { return children }
    let children = document.children(of: element)
    known[element.index] = children
    return children
  }

  /// The element that `step` changes or inserts, between its neighbours.
  func lines(for step: PlannedFinding.Step) -> [Preview.Line] {
    switch step.change {
    case .set(let node, _):
      let changed = changed(node.element, step.edits)
      guard let parent = document.parent(of: node.element) else { return changed }
      let siblings = children(of: parent)
      let index = siblings.prefixCount { $0.range.lowerBound < node.element.range.lowerBound }
      return context(siblings.prefix(index).suffix(Self.neighbours)) + changed
        + context(siblings.dropFirst(index + 1).prefix(Self.neighbours))
    case .insertElement(let container, _), .insertParameter(let container, _):
      guard let edit = step.edits.first else { return [] }
      let siblings = children(of: container)
      let index = siblings.prefixCount { $0.range.lowerBound < edit.range.lowerBound }
      let node = String(decoding: edit.replacement, as: UTF8.self)
      let added = Preview.Marked(before: "", changed: Self.trimmed(node), behind: "")
      return context(siblings.prefix(index).suffix(Self.neighbours)) + [.added(added)]
        + context(siblings.dropFirst(index).prefix(Self.neighbours))
    }
  }

  private func context(_ elements: ArraySlice<SourceElement>) -> [Preview.Line] {
    elements.map { .context(shown($0)) }
  }

  /// The element as it is and as it becomes, with the part that differs.
  private func changed(_ element: SourceElement, _ edits: [TextEdit]) -> [Preview.Line] {
    guard let first = edits.first, let last = edits.last else { return [] }
    let text = document.text
    let before = text.string(element.range.lowerBound..<first.range.lowerBound)
    let behind = text.string(last.range.upperBound..<element.range.upperBound)
    let mayShow = Confidentiality.mayShow(value: document.content(of: element).value)
    let old =
      mayShow
      ? text.string(first.range.lowerBound..<last.range.upperBound) : Confidentiality.hidden
    var new: [UInt8] = []
    var start = first.range.lowerBound
    for edit in edits {
      new += text[start..<edit.range.lowerBound] + edit.replacement
      start = edit.range.upperBound
    }
    return [
      .removed(Preview.Marked(before: before, changed: old, behind: behind)),
      .added(
        Preview.Marked(
          before: before, changed: String(decoding: new, as: UTF8.self), behind: behind)),
    ]
  }

  /// A neighbour: its value only if it may be shown, what it holds only as …
  private func shown(_ element: SourceElement) -> String {
    let name = document.name(of: element)
    let label = name == "parameter" ? document.attribute("name", of: element) : nil
    let tag = label.map { "<\(name) name=\"\($0)\"…>" } ?? "<\(name)>"
    if element.isEmptyTag { return label == nil ? "<\(name)/>" : "\(tag.dropLast())/>" }
    let content = document.content(of: element)
    if content.value.isEmpty, !content.hasElements { return "\(tag)</\(name)>" }
    if content.hasElements { return "\(tag)…</\(name)>" }
    let isEncrypted = document.attribute("encrypted", of: element).map { $0 != "0" } ?? false
    let mayShow = Confidentiality.mayShow(label ?? name, value: content.value) && !isEncrypted
    let value = mayShow ? content.value : Confidentiality.hidden
    return "\(tag)\(value)</\(name)>"
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
