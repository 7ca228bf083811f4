import ConnectorExport

/// What makes two findings the same whatever their positions: connector, place and rule, byte for byte. Text
/// that differs only in how an accent is written is equal to Swift, and names two connectors.
package struct FindingKey: Codable, Sendable, Hashable, Comparable {
  /// The connector's identifier in lower case, or its name where it has none.
  package var connector: String
  /// The kind of place, and behind a colon the partition's name.
  package var place: String
  /// The rule's stable name.
  package var rule: String

  package init(connector: String, place: String, rule: String) {
    self.connector = connector
    self.place = place
    self.rule = rule
  }

  package init(_ finding: Finding) {
    let label = finding.connector
    connector = label.identifier.isEmpty ? label.name : label.identifier.lowercased()
    place = finding.place.kind + (finding.place.partition.map { ":" + $0 } ?? "")
    rule = finding.rule.rawValue
  }

  package static func == (left: FindingKey, right: FindingKey) -> Bool {
    zip(left.parts, right.parts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  package func hash(into hasher: inout Hasher) {
    for part in parts { hasher.combine(Array(part.utf8)) }
  }

  /// In the order of a baseline's file.
  package static func < (left: FindingKey, right: FindingKey) -> Bool {
    for (a, b) in zip(left.parts, right.parts) where !a.utf8.elementsEqual(b.utf8) {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    return false
  }

  private var parts: [String] { [connector, place, rule] }

  /// Sixteen hexadecimal digits: FNV-1a of the parts, with the number of the occurrence should one
  /// place of an export have several such findings.
  func fingerprint(occurrence: Int) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in (connector + "\0" + place + "\0" + rule + "\0\(occurrence)").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
