/// A connector of a file, with the state of each of its places.
package struct ConnectorRecord: Codable, Sendable, Equatable {
  package var identifier: String
  package var name: String
  /// The name, or what can stand for it.
  package var title: String
  package var product: String
  package var places: [PlaceRecord]

  /// Nothing is written, so nothing is corrected.
  mutating func becomeDry() {
    for index in places.indices where places[index].state == .corrected {
      places[index].state = .correctable
    }
  }
}
