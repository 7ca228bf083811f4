import ConnectorExport

/// How much a correction changes.
package struct CorrectionCounts: Sendable, Equatable {
  /// The connectors in which something changes.
  package var connectors = 0
  /// The places in which something changes.
  package var places = 0
  /// The values that change or are inserted.
  package var values = 0

  /// Nothing.
  package init() {}

  /// What `correction` changes.
  package init(_ correction: Correction) {
    let corrected = correction.assessment.corrected
    connectors = Set(corrected.map(\.connector)).count
    places = Set(corrected.map(\.placeNumber)).count
    values = corrected.reduce(0) { $0 + $1.changes.count }
  }

  /// Adds up what corrections of several exports change.
  package static func += (left: inout CorrectionCounts, right: CorrectionCounts) {
    left.connectors += right.connectors
    left.places += right.places
    left.values += right.values
  }

  /// "3 connectors, 7 places, 12 values"
  package var text: String {
    [(connectors, "connector"), (places, "place"), (values, "value")]
      .map { counted($0.0, $0.1) }.joined(separator: ", ")
  }
}
