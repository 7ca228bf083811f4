import ConnectorExport

/// How much a correction changes.
package struct CorrectionCounts: Sendable, Equatable {
  package var connectors = 0
  package var places = 0
  package var values = 0

  package init() {}

  package init(_ correction: Correction) {
    let corrected = correction.assessment.corrected
    connectors = Set(corrected.map(\.connector)).count
    places = Set(corrected.map(\.placeNumber)).count
    values = corrected.reduce(0) { $0 + $1.changes.count }
  }

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

/// "1 value", "12 values".
package func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
