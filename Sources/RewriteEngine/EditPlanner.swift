import ConnectorExport
import SourceXML

/// Turns changes of elements into edits of text.
struct EditPlanner {
  private let document: SourceDocument
  private let insertions: InsertionPlanner

  init(export: Export) {
    document = export.document
    insertions = InsertionPlanner(export: export)
  }

  /// The edits that make `change`.
  func edits(for change: Change) -> [TextEdit] {
    switch change {
    case .set(let node, let value):
      return set(node.element, to: value.text)
    case .insertElement(let container, let place):
      return [insertions.elementEdit(in: container, of: place)]
    case .insertParameter(let container, let place):
      return [insertions.parameterEdit(in: container, of: place)]
    }
  }

  /// Replaces the characters of the value and nothing else: white space round it and comments stay.
  private func set(_ element: SourceElement, to value: String) -> [TextEdit] {
    if element.isEmptyTag {
      return [TextEdit(expanding: element, of: document, around: value.utf8)]
    }
    let ranges = document.content(of: element).valueRanges
    guard let first = ranges.first else {
      return [TextEdit(element.content.lowerBound..<element.content.lowerBound, value.utf8)]
    }
    return [TextEdit(first, value.utf8)] + ranges.dropFirst().map { TextEdit($0, []) }
  }
}
