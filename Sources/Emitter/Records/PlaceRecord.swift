import ConnectorExport

/// A place of a connector, and how it stands with it.
package struct PlaceRecord: Codable, Sendable, Equatable {
  /// How it stands with a place after the run.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// It was insecure, and is corrected.
    case corrected
    /// It is insecure, and would be corrected: it was a dry run.
    case correctable
    /// It is insecure, and a person has to decide.
    case left
    /// TLS protects it in place of signing and sealing.
    case tls
    case secure
  }

  /// The kind of place, by its stable name.
  package var kind: String
  /// The name of the partition, of a place that is of one.
  package var partition: String?
  package var state: State

  package var title: String { partition.map { "\(kind) \($0)" } ?? kind }
}

extension PlaceRecord {
  init(_ place: Place, _ findings: [Finding], usesTLS: Bool) {
    kind = place.kind
    partition = place.partition
    state =
      if findings.contains(where: { $0.isInsecure && !$0.isCorrected }) {
        .left
      } else if findings.contains(where: \.isCorrected) {
        .corrected
      } else {
        usesTLS ? .tls : .secure
      }
  }
}
