import ConnectorExport
import RewriteEngine
import SourceXML

/// What a script is to bring onto a server: the corrected values of exports, connector by connector.
package struct ScriptPlan: Sendable {
  /// What a script does.
  package enum Purpose: Sendable {
    /// Set the corrected values.
    case apply
    /// Set the values that the exports have.
    case rollback
    /// Compare the server with the exports, and set nothing.
    case audit
  }

  package let purpose: Purpose
  package let product: Product
  /// The connectors with something to do, in the order of the exports.
  package let entries: [Entry]

  /// Whether there is nothing for a script to do.
  package var isEmpty: Bool { entries.isEmpty }

  /// The correction of an export: errors tell of its path, the script of its name.
  package typealias Item = (path: String, name: String, correction: Correction)

  /// Plans a script for `corrections`.
  ///
  /// - Parameters:
  ///   - corrections: each with its file.
  ///   - product: which product the server runs; decided by the exports if nil.
  /// - Throws: ``ScriptPlanError``, and what ``Correction/correctedBytes()`` throws.
  package init(
    _ corrections: [Item], purpose: Purpose, product: Product?
  ) throws {
    self.purpose = purpose
    self.product = try Self.product(of: corrections, asked: product)
    var entries: [Entry] = []
    for (path, name, correction) in corrections {
      let source = try Source(
        path: path, name: name, digest: SHA256.hex(of: correction.export.document.text.bytes),
        correctedDigest: SHA256.hex(of: correction.correctedBytes()))
      let changed = Set(
        correction.assessment.corrected.flatMap(\.changes).compactMap { change -> SourceElement? in
          if case .set(let node, _) = change { return node.element }
          return nil
        })
      let needing = Set(correction.assessment.corrected.map(\.connector))
      for connector in correction.export.connectors
      where purpose == .audit || needing.contains(connector.label) {
        try Self.checkLabel(connector.label, file: path)
        entries.append(
          Entry(
            connector, of: correction, source: source, purpose: purpose,
            isMIM: self.product == .mim, changed: changed))
      }
    }
    try Self.checkUnique(entries)
    self.entries = entries.filter { !$0.settings.isEmpty || !$0.byHand.isEmpty }
    try checkAudit(file: corrections.first?.path ?? "-")
  }

  /// Plans that the server gets what an export says that needs no correction.
  ///
  /// - Parameters:
  ///   - item: the export with its file.
  ///   - policy: what an earlier run that corrected it may have touched.
  ///   - product: which product the server runs; decided by the export if nil.
  /// - Throws: ``ScriptPlanError``.
  package init(settled item: Item, policy: CorrectionPolicy, product: Product?) throws {
    purpose = .apply
    self.product = try Self.product(of: [item], asked: product)
    let isMIM = self.product == .mim
    let digest = SHA256.hex(of: item.correction.export.document.text.bytes)
    let source = Source(
      path: item.path, name: item.name, digest: digest, correctedDigest: digest)
    entries = try item.correction.export.connectors.map {
      try Self.checkLabel($0.label, file: item.path)
      return Entry(settled: $0, source: source, policy: policy, isMIM: isMIM)
    }.filter { !$0.settings.isEmpty || !$0.byHand.isEmpty }
  }

  /// One plan of those for the single exports of a server.
  ///
  /// - Parameter settled: those for exports that need no correction. Of another product, or a connector
  ///   that is corrected elsewhere, they do not count.
  /// - Throws: ``ScriptPlanError`` where plans do not belong on one server.
  package init(merging plans: [ScriptPlan], settled: [ScriptPlan] = []) throws {
    purpose = plans.first?.purpose ?? .apply
    let product = plans.first?.product ?? .entraConnect
    self.product = product
    let own = plans.flatMap(\.entries)
    var seen = Set(own.map { $0.label.identifier.lowercased() })
    entries =
      own
      + settled.filter { $0.product == product }.flatMap(\.entries)
      .filter { seen.insert($0.label.identifier.lowercased()).inserted }
    if let other = plans.first(where: { $0.product != product }) {
      throw ScriptPlanError(
        file: other.entries.first?.source.path ?? "-",
        message:
          "is an export of \(other.product.displayName), and another file of its folder is not",
        remedy: "keep the exports of each server in a folder of its own")
    }
    try Self.checkUnique(entries)
  }

  private func checkAudit(file: String) throws {
    guard purpose == .audit, product == .mim else { return }
    throw ScriptPlanError(
      file: file,
      message: "is an export of \(product.displayName), whose cmdlets cannot read the setting",
      remedy: "audit Entra Connect only")
  }

  private static func product(
    of corrections: [Item], asked: Product?
  ) throws -> Product {
    var decided = asked
    for (path, _, correction) in corrections {
      for connector in correction.export.connectors {
        // That there are no twins speaks for MIM; its wrapper alone proves it.
        if asked == .entraConnect, connector.product == .mim, !correction.export.isWrapped {
          continue
        }
        guard let product = decided, product != connector.product else {
          decided = connector.product
          continue
        }
        throw ScriptPlanError(
          file: path,
          message: "is an export of \(connector.product.displayName), "
            + (asked == nil ? "and another file is not" : "not of \(product.displayName)"),
          remedy: asked == nil
            ? "make a script for each product" : "leave out --product, or give another export")
      }
    }
    return decided ?? .entraConnect
  }

  private static func checkLabel(_ label: Connector.Label, file: String) throws {
    guard label.identifier.isEmpty || label.name.isEmpty else { return }
    throw ScriptPlanError(
      file: file,
      message:
        "the connector has no \(label.identifier.isEmpty ? "identifier (id)" : "name"), by which "
        + "the script could find it on the server",
      remedy: "export it again")
  }

  private static func checkUnique(_ entries: [Entry]) throws {
    var seen: Set<String> = []
    for entry in entries where !seen.insert(entry.label.identifier.lowercased()).inserted {
      throw ScriptPlanError(
        file: entry.source.path,
        message: "has the connector \(entry.label.identifier), which is in the script already",
        remedy: "give one export of each connector")
    }
  }
}
