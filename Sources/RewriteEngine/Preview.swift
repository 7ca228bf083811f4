import ConnectorExport
import SourceXML

/// A correction as people read it: place by place, each changed element between a few neighbours, one
/// element a line however the document is laid out.
package struct Preview: Sendable {
  /// What changes in one place of a connector.
  package struct Section: Sendable {
    package var connector: Connector.Label
    package var place: Place
    /// In the order of the changes.
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
    /// The part that differs; empty where something is only taken out or put in.
    package var changed: String
    package var behind: String

    package init(before: String, changed: String, behind: String) {
      self.before = before
      self.changed = changed
      self.behind = behind
    }
  }

  /// A section for each place in which something changes, in the order of the places.
  package let sections: [Section]

  /// - Throws: ``SourceError`` where the encoding does not say at which byte an edit stands.
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
}
