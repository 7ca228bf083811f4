import ConnectorExport
import Foundation
import TestSupport
import Testing

@Suite("The schemas of reports")
struct SchemaTests {
  /// Every kind of place. One leads to the next, so that the compiler asks for a new one.
  private static let kinds = Set(
    sequence(first: Place.connector) { place in
      switch place {
      case .connector: .forest
      case .forest: .partition("")
      case .partition: .credentials("")
      case .credentials: nil
      }
    }.map(\.kind))

  @Test(
    "know every rule and every kind of place",
    arguments: ["report.schema", "baseline.schema", "batch.schema"])
  func names(_ schema: String) throws {
    let folder = "Sources/LDAPFixKit/LDAPFixKit.docc/Resources"
    let text = try String(
      contentsOf: Samples.root.appending(path: "\(folder)/\(schema).json"), encoding: .utf8)
    for rule in Rule.allCases {
      #expect(text.contains("\"\(rule.rawValue)\""), "\(rule) is missing")
    }
    for kind in Self.kinds { #expect(text.contains(kind), "\(kind) is missing") }
  }

  @Test(
    "list every rule and every kind of place wherever they list one",
    arguments: ["report.schema", "batch.schema"])
  func lists(_ schema: String) throws {
    let folder = "Sources/LDAPFixKit/LDAPFixKit.docc/Resources"
    let data = try Data(contentsOf: Samples.root.appending(path: "\(folder)/\(schema).json"))
    let lists = Self.lists(in: try JSONSerialization.jsonObject(with: data))
    let rules = Set(Rule.allCases.map(\.rawValue))
    #expect(lists.contains { !$0.isDisjoint(with: rules) })
    #expect(lists.contains { $0.contains(Place.forest.kind) })
    for list in lists {
      if !list.isDisjoint(with: rules) { #expect(list.isSuperset(of: rules)) }
      // A list without the forest is of the places that have a partition.
      if list.contains(Place.forest.kind) { #expect(list.isSuperset(of: Self.kinds)) }
    }
  }

  /// Every `enum` in a schema.
  private static func lists(in value: Any) -> [Set<String>] {
    if let values = value as? [Any] { return values.flatMap { lists(in: $0) } }
    guard let object = value as? [String: Any] else { return [] }
    let own = (object["enum"] as? [String]).map { [Set($0)] } ?? []
    return own + object.values.flatMap { lists(in: $0) }
  }
}
