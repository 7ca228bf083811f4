import SourceXML
import TestSupport
import Testing

@testable import ConnectorExport

@Suite("No correction makes an export less secure")
struct SafetyTests {
  private static let policies = [
    CorrectionPolicy(), CorrectionPolicy(hardens: true), CorrectionPolicy(tls: .replace),
    CorrectionPolicy(tls: .replace, hardens: true),
  ]

  @Test("Of whatever values, with nested options too", arguments: 0..<40 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let model = Self.randomModel(&generator)
      for policy in Self.policies { try expectSafety(model, policy) }
    }
  }

  @Test("TLS stays where nested options bind simply inside it")
  func nestedSimpleBind() throws {
    let nested =
      "<alternate><sign-and-seal>0</sign-and-seal><simple-bind>1</simple-bind></alternate>"
    let place = PlaceModel(sslBind: "1", extra: nested)
    try expectSafety(
      ExportModel(ConnectorModel(partitions: [PartitionModel(place: place)])),
      CorrectionPolicy(tls: .replace))
  }

  @Test(
    "TLS stays where one who may speak for the place binds simply",
    arguments: ["1", "true", ""])
  func simpleBindElsewhere(_ value: String) throws {
    let secure = PlaceModel(sslBind: "1")
    let partitions = [
      PartitionModel(name: "DC=a", place: secure), PartitionModel(name: "DC=b", place: secure),
    ]
    var simple = ExportModel(ConnectorModel(forest: secure, partitions: partitions))
    let policy = CorrectionPolicy(tls: .replace)
    func corrected() throws -> [Place] {
      try expectSafety(simple, policy)
      return Assessment(of: try simple.export(), policy: policy).corrected.map(\.place)
    }
    #expect(try corrected() == [.forest, .partition("DC=a"), .partition("DC=b")])
    // A partition speaks for itself, the forest for all: readers take its bind for a partition's.
    simple.connectors[0].partitions[0].place.simpleBind = value
    #expect(try corrected() == [.forest, .partition("DC=b")])
    simple.connectors[0].forest?.simpleBind = value
    #expect(try corrected() == [])
  }

  @Test("Nested options that share the TLS of their partition do not change it twice")
  func nestedTLS() throws {
    let nested = "<alternate><sign-and-seal>0</sign-and-seal></alternate>"
    let place = PlaceModel(sslBind: "1", extra: nested)
    try expectSafety(
      ExportModel(ConnectorModel(partitions: [PartitionModel(place: place)])),
      CorrectionPolicy(tls: .replace))
  }

  @Test("A node that holds several nested values is one place")
  func nestedTwice() throws {
    let value = "<sign-and-seal>0</sign-and-seal>"
    let place = PlaceModel(extra: "<a>\(value)<b>\(value)</b>\(value)</a>")
    let model = ExportModel(ConnectorModel(partitions: [PartitionModel(place: place)]))
    let options = try #require(try model.export().connectors.first?.options)
    #expect(options.map(\.signAndSeal.elements.count) == [1, 1, 2, 1])
    try expectSafety(model, CorrectionPolicy())
  }

  /// Makes the changes and compares what was secure before with what is secure now.
  private func expectSafety(_ model: ExportModel, _ policy: CorrectionPolicy) throws {
    let comment = Comment(rawValue: "\(policy) \(model.text)")
    let export = try model.export()
    let findings = Assessment(of: export, policy: policy).findings
    for case .set(let node, let value) in findings.flatMap(\.changes) {
      let document = export.document
      let name =
        document.attribute("name", of: node.element) ?? document.name(of: node.element)
      #expect(value == (name == "sign-and-seal" ? .on : .off), comment)
      #expect(["sign-and-seal", "ssl-bind", "allow-low-security"].contains(name), comment)
      #expect(node.value != value, comment)
    }
    let applied = try AppliedChanges(findings, to: export)
    #expect(applied.repetitions == 0, comment)
    let before = export.connectors.flatMap(\.options)
    let after = applied.export.connectors.flatMap(\.options)
    #expect(before.map(\.place) == after.map(\.place), comment)
    for (old, new) in zip(before, after) {
      #expect(new.isProtected || !old.isProtected, comment)
      #expect(new.usesTLS || !old.usesTLS || policy.tls == .replace, comment)
      #expect(!old.usesTLS || new.usesTLS || !new.simpleBind.isOnSomewhere, comment)
      #expect(old.simpleBind.nodes.map(\.value) == new.simpleBind.nodes.map(\.value), comment)
      #expect(!old.signAndSeal.isOn || new.signAndSeal.isOn, comment)
    }
    #expect(Assessment(of: applied.export, policy: policy).corrected.isEmpty, comment)
  }

  private static func randomModel(_ generator: inout SeededGenerator) -> ExportModel {
    func value(_ generator: inout SeededGenerator) -> String? {
      generator.pick(["0", "1", "0", "1", "true", "", nil])
    }
    func place(_ generator: inout SeededGenerator) -> PlaceModel {
      var place = PlaceModel(
        signAndSeal: value(&generator), sslBind: value(&generator),
        simpleBind: value(&generator))
      if Bool.random(using: &generator) {
        place.twins = .init(
          signAndSeal: value(&generator), sslBind: value(&generator),
          simpleBind: value(&generator))
      }
      return place
    }
    var partitions: [PartitionModel] = []
    for index in 0..<Int.random(in: 0...3, using: &generator) {
      var partition = PartitionModel(name: "DC=p\(index)", place: place(&generator))
      if Int.random(in: 0..<3, using: &generator) == 0 {
        let nested = place(&generator)
        partition.place.extra =
          "<alternate>" + node("sign-and-seal", nested.signAndSeal ?? "0")
          + node("ssl-bind", nested.sslBind) + node("simple-bind", nested.simpleBind)
          + "</alternate>"
      }
      partitions.append(partition)
    }
    return ExportModel(
      ConnectorModel(
        forest: place(&generator), partitions: partitions, allowLowSecurity: value(&generator)))
  }
}
