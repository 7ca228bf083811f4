import SourceXML
import Testing

@testable import ConnectorExport

@Suite("Which rule says what of which values")
struct RuleTableTests {
  /// A node of a setting.
  enum Node: String, Sendable, CaseIterable {
    case off = "0"
    case on = "1"
    case odd = "true"
    case missing
    var text: String? { self == .missing ? nil : rawValue }
  }

  /// What the rules must say of an element and its twin (nil: there are no twins) without TLS.
  struct Row: Sendable, Testing.CustomTestStringConvertible {
    var element: Node
    var twin: Node?
    var rules: [Rule]
    /// How many nodes are changed or inserted.
    var changes: Int
    var testDescription: String { "element \(element), twin \(twin.map { "\($0)" } ?? "none")" }
    /// Whether nothing is left to change.
    var isComplete: Bool { element == .on && (twin == nil || twin == .on) }

    init(_ element: Node, _ twin: Node?, _ rules: [Rule], _ changes: Int) {
      self.element = element
      self.twin = twin
      self.rules = rules
      self.changes = changes
    }
  }

  static let rows = [
    Row(.off, nil, [.signAndSealOff], 1),
    Row(.off, .off, [.signAndSealOff], 2),
    Row(.off, .on, [.twinDisagrees], 1),
    Row(.off, .odd, [.signAndSealOff, .signAndSealUnrecognised], 2),
    Row(.off, .missing, [.signAndSealOff, .signAndSealMissing], 2),
    Row(.on, nil, [], 0),
    Row(.on, .off, [.twinDisagrees], 1),
    Row(.on, .on, [], 0),
    Row(.on, .odd, [.signAndSealUnrecognised], 1),
    Row(.on, .missing, [.signAndSealMissing], 1),
    Row(.odd, nil, [.signAndSealUnrecognised], 1),
    Row(.odd, .off, [.signAndSealOff, .signAndSealUnrecognised], 2),
    Row(.odd, .on, [.signAndSealUnrecognised], 1),
    Row(.odd, .odd, [.signAndSealUnrecognised], 2),
    Row(.odd, .missing, [.signAndSealUnrecognised, .signAndSealMissing], 2),
    Row(.missing, nil, [.signAndSealMissing], 1),
    Row(.missing, .off, [.signAndSealOff, .signAndSealMissing], 2),
    Row(.missing, .on, [.signAndSealMissing], 1),
    Row(.missing, .odd, [.signAndSealUnrecognised, .signAndSealMissing], 2),
    Row(.missing, .missing, [.signAndSealMissing], 2),
  ]

  /// How `ssl-bind` is written: the element, its twin, and whether TLS is in use.
  private static let tls: [(element: String?, twin: String?, isUsed: Bool)] = [
    ("0", "0", false), (nil, nil, false), ("1", "0", false), ("0", "1", false),
    ("1", "true", false), ("1", "1", true), ("1", nil, true), (nil, "1", true),
  ]
  /// How `simple-bind` is written.
  private static let simple: [(element: String?, twin: String?)] = [
    ("0", "0"), (nil, nil), ("1", "1"), ("0", "1"), ("true", "0"), ("", "0"),
  ]
  /// Hardening speaks of other nodes: see ``LowSecurityTests``.
  private static let policies = [
    CorrectionPolicy(), CorrectionPolicy(tls: .replace, hardens: true),
  ]

  /// One cell of the table.
  private struct Cell {
    var row: Row
    var tls: (element: String?, twin: String?, isUsed: Bool)
    var simple: (element: String?, twin: String?)
    var revocationCheck: String
    var isForest: Bool

    /// Without twins only the elements say something.
    var usesTLS: Bool { row.twin == nil ? tls.element == "1" : tls.isUsed }
    private var tlsNodes: [String] {
      [tls.element, row.twin == nil ? nil : tls.twin].compactMap(\.self)
    }
    private var simpleNodes: [String] {
      [simple.element, row.twin == nil ? nil : simple.twin].compactMap(\.self)
    }
    /// Anything but 0 is taken for a simple bind, but for an empty node there is no finding.
    var isSimple: Bool { simpleNodes.contains { $0 != "0" && !$0.isEmpty } }
    var mayBeSimple: Bool { simpleNodes.contains { $0 != "0" } }
    var disagreesOnTLS: Bool { !usesTLS && tlsNodes.contains("1") }
    /// `crl-check` is an attribute of the element.
    var checksRevocation: Bool { revocationCheck == "1" && tls.element != nil }

    var model: ExportModel {
      let place = PlaceModel(
        signAndSeal: row.element.text, sslBind: tls.element, simpleBind: simple.element,
        revocationCheck: revocationCheck,
        twins: row.twin.map {
          .init(signAndSeal: $0.text, sslBind: tls.twin, simpleBind: simple.twin)
        })
      return ExportModel(
        ConnectorModel(
          forest: isForest ? place : nil,
          partitions: isForest ? [] : [PartitionModel(place: place)]))
    }

    func replacesTLS(_ policy: CorrectionPolicy) -> Bool {
      policy.tls == .replace && usesTLS && !mayBeSimple && !row.isComplete
    }

    func rules() -> [Rule] {
      if usesTLS {
        return (row.isComplete ? [] : [.tlsInstead])
          + (checksRevocation ? [] : [.revocationUnchecked])
      }
      return row.rules + (isSimple ? [.simpleBind] : [])
    }

    func corrected(_ policy: CorrectionPolicy) -> [Rule] {
      usesTLS ? (replacesTLS(policy) ? [.tlsInstead] : []) : row.rules
    }

    /// How many nodes a correction changes or inserts.
    func changes(_ policy: CorrectionPolicy) -> Int {
      if usesTLS { return replacesTLS(policy) ? row.changes + tlsNodes.count : 0 }
      // Where ssl-bind disagrees with its twin, both are turned off with the rest.
      let removesTLS = disagreesOnTLS && policy.tls == .replace && !mayBeSimple && !row.isComplete
      return row.changes + (removesTLS ? tlsNodes.filter { $0 != "0" }.count : 0)
    }

    func rulesAfterwards(_ policy: CorrectionPolicy) -> [Rule] {
      if replacesTLS(policy) { return [] }
      return rules().filter { !corrected(policy).contains($0) }
    }
  }

  @Test("Rules, corrections and what is left of both, in forest and partition", arguments: rows)
  func table(_ row: Row) throws {
    for tls in Self.tls {
      for simple in Self.simple {
        for check in ["0", "1"] {
          for isForest in [true, false] {
            let cell = Cell(
              row: row, tls: tls, simple: simple, revocationCheck: check, isForest: isForest)
            for policy in Self.policies { try expect(cell, policy) }
          }
        }
      }
    }
  }

  private func expect(_ cell: Cell, _ policy: CorrectionPolicy) throws {
    let comment = Comment(rawValue: "\(cell.model.text) \(policy)")
    let export = try cell.model.export()
    let assessment = Assessment(of: export, policy: policy)
    #expect(assessment.findings.map(\.rule) == cell.rules(), comment)
    #expect(assessment.corrected.map(\.rule) == cell.corrected(policy), comment)
    #expect(
      assessment.findings.flatMap(\.changes).count == cell.changes(policy), comment)
    let isInsecure = !cell.usesTLS && (!cell.row.isComplete || cell.isSimple)
    #expect(assessment.fails == (isInsecure || cell.replacesTLS(policy)), comment)
    #expect(
      assessment.leftForAPerson.map(\.rule)
        == (cell.isSimple && !cell.usesTLS ? [.simpleBind] : []), comment)

    guard cell.changes(policy) > 0 else { return }
    let applied = try AppliedChanges(assessment.findings, to: export)
    let after = Assessment(of: applied.export, policy: policy)
    #expect(applied.repetitions == 0, comment)
    #expect(after.findings.map(\.rule) == cell.rulesAfterwards(policy), comment)
    #expect(after.corrected.isEmpty, comment)
    let (old, new) = try (
      #require(export.connectors.first?.options.first),
      #require(applied.export.connectors.first?.options.first)
    )
    #expect(new.isProtected || !old.isProtected, comment)
    #expect(new.usesTLS == (old.usesTLS && !cell.replacesTLS(policy)), comment)
    #expect(new.simpleBind.nodes.map(\.value) == old.simpleBind.nodes.map(\.value), comment)
    if !old.usesTLS || cell.replacesTLS(policy) {
      #expect(new.signAndSeal.isOn, comment)
    } else {
      #expect(new.signAndSeal.nodes.map(\.value) == old.signAndSeal.nodes.map(\.value), comment)
    }
  }

  @Test(
    "The level of each rule is the one that users rely on",
    arguments: [
      (Rule.signAndSealOff, "sign-and-seal-off", Rule.Level.error),
      (.signAndSealMissing, "sign-and-seal-missing", .error),
      (.signAndSealUnrecognised, "sign-and-seal-unrecognised", .error),
      (.twinDisagrees, "twin-disagrees", .error), (.simpleBind, "simple-bind", .error),
      (.lowSecurityAllowed, "low-security-allowed", .warning),
      (.tlsInstead, "tls-instead", .note), (.revocationUnchecked, "crl-unchecked", .note),
    ])
  func levels(_ rule: Rule, _ name: String, _ level: Rule.Level) {
    #expect(rule.rawValue == name)
    #expect(rule.level == level)
    #expect(Rule.allCases.count == 8)
  }

  @Test("A note is less than a warning, and a warning less than an error")
  func order() {
    #expect([Rule.Level.error, .note, .warning].sorted() == [.note, .warning, .error])
  }
}
