import ConnectorExport
import SourceXML

/// A correction as people read it: place by place, each changed element between a few neighbours, one
/// element a line however the document is laid out.
package struct Preview: Sendable {
  /// What changes in one place of a connector.
  package struct Section: Sendable {
    package var connector: Connector.Label
    package var place: Place
    package var hunks: [Hunk]
  }

  /// One changed or inserted element with its neighbours.
  package struct Hunk: Sendable {
    /// Where the change begins.
    package var position: SourcePosition
    package var lines: [Line]
  }

  /// A line of a hunk.
  package enum Line: Sendable, Equatable {
    /// A neighbour that stays as it is.
    case context(String)
    case removed(Marked)
    case added(Marked)
  }

  /// A text of which a part differs.
  package struct Marked: Sendable, Equatable {
    package var before: String
    package var changed: String
    package var behind: String

    package init(before: String, changed: String, behind: String) {
      self.before = before
      self.changed = changed
      self.behind = behind
    }
  }

  package let sections: [Section]

  /// How many neighbours a hunk shows before and behind the change.
  private static let neighbours = 2

  package init(of correction: Correction) throws {
    let document = correction.export.document
    let starts = Set(correction.plan.flatMap(\.edits).map(\.range.lowerBound)).sorted()
    let positions = Dictionary(
      uniqueKeysWithValues: zip(starts, try document.text.positions(of: starts)))
    let lines = ElementLines(document: document)
    var sections: [Section] = []
    var lastPlace: Int?
    for planned in correction.plan {
      let hunks = planned.steps.compactMap { step -> Hunk? in
        guard let start = step.edits.first?.range.lowerBound, let position = positions[start] else {
          return nil
        }
        return Hunk(position: position, lines: lines.lines(for: step))
      }
      guard !hunks.isEmpty else { continue }
      let finding = planned.finding
      if let last = sections.indices.last, lastPlace == finding.placeNumber {
        sections[last].hunks += hunks
      } else {
        lastPlace = finding.placeNumber
        sections.append(
          Section(connector: finding.connector, place: finding.place, hunks: hunks))
      }
    }
    self.sections = sections
  }

  /// Writes elements of a document one a line.
  private final class ElementLines {
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

    func lines(for step: PlannedFinding.Step) -> [Line] {
      let edits = step.edits
      switch step.change {
      case .set(let node, _):
        let (before, behind) = neighbours(of: node.element)
        return before + changed(node.element, edits) + behind
      case .insertElement(let container, _), .insertParameter(let container, _):
        guard let edit = edits.first else { return [] }
        let siblings = children(of: container)
        let index = siblings.prefixCount { $0.range.lowerBound < edit.range.lowerBound }
        let node = String(decoding: edit.replacement, as: UTF8.self)
        let added = Marked(before: "", changed: Self.trimmed(node), behind: "")
        return siblings[..<index].suffix(Preview.neighbours).map { .context(shown($0)) }
          + [.added(added)]
          + siblings[index...].prefix(Preview.neighbours).map { .context(shown($0)) }
      }
    }

    private func neighbours(of element: SourceElement) -> (before: [Line], behind: [Line]) {
      guard let parent = document.parent(of: element) else { return ([], []) }
      let siblings = children(of: parent)
      let index = siblings.prefixCount { $0.range.lowerBound < element.range.lowerBound }
      guard index < siblings.count else { return ([], []) }
      return (
        siblings[..<index].suffix(Preview.neighbours).map { .context(shown($0)) },
        siblings[(index + 1)...].prefix(Preview.neighbours).map { .context(shown($0)) }
      )
    }

    /// The element as it is and as it becomes, with the part that differs.
    private func changed(_ element: SourceElement, _ edits: [TextEdit]) -> [Line] {
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
        .removed(Marked(before: before, changed: old, behind: behind)),
        .added(
          Marked(before: before, changed: String(decoding: new, as: UTF8.self), behind: behind)),
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
}
