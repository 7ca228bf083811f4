import ConnectorExport
import Foundation
import TestSupport
import Testing

@Suite("The schemas of reports")
struct SchemaTests {
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
    for place in [Place.connector, .forest, .partition(""), .credentials("")] {
      #expect(text.contains(place.kind), "\(place) is missing")
    }
  }
}
