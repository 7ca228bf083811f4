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

  /// An export, by its file.
  package struct Source: Sendable, Hashable {
    package var name: String
    package var digest: String
    /// The digest of the corrected file.
    package var correctedDigest: String
  }

  /// A value of a parameter on the server.
  package struct Setting: Sendable, Hashable {
    package var place: Place
    package var partitionIdentifier: String?
    package var parameter: String
    package var value: String
    /// What the export says; empty where it has no such parameter.
    package var was: String
  }

  /// What no parameter is known for.
  package struct ByHand: Sendable, Hashable {
    package var place: Place
    package var what: String
  }

  package struct Entry: Sendable {
    package var label: Connector.Label
    package var forest: String
    package var category: Category
    package var settings: [Setting]
    package var byHand: [ByHand]
    package var source: Source
  }

  package let purpose: Purpose
  package let product: Product
  /// The connectors with something to do, in the order of the exports.
  package let entries: [Entry]

  /// Whether there is nothing for a script to do.
  package var isEmpty: Bool { entries.isEmpty }

  /// Plans a script for `corrections`.
  ///
  /// - Parameters:
  ///   - corrections: each with the name of its file.
  ///   - product: which product the server runs; decided by the exports if nil.
  /// - Throws: ``ScriptPlanError``, and what ``Correction/correctedBytes()`` throws.
  package init(
    _ corrections: [(name: String, correction: Correction)], purpose: Purpose, product: Product?
  ) throws {
    self.purpose = purpose
    self.product = try Self.product(of: corrections, asked: product)
    var entries: [Entry] = []
    for (name, correction) in corrections {
      let source = try Source(
        name: name, digest: SHA256.hex(of: correction.export.document.text.bytes),
        correctedDigest: SHA256.hex(of: correction.correctedBytes()))
      let changed = Set(
        correction.assessment.corrected.flatMap(\.changes).compactMap { change -> SourceElement? in
          if case .set(let node, _) = change { return node.element }
          return nil
        })
      let needing = Set(correction.assessment.corrected.map(\.connector))
      for connector in correction.export.connectors
      where purpose == .audit || needing.contains(connector.label) {
        try Self.checkLabel(connector.label, file: name)
        entries.append(
          Entry(
            connector, of: correction, source: source, purpose: purpose,
            isMIM: self.product == .mim, changed: changed))
      }
    }
    try Self.checkUnique(entries)
    self.entries = entries.filter { !$0.settings.isEmpty || !$0.byHand.isEmpty }
    try checkAudit(file: corrections.first?.name ?? "-")
  }

  /// One plan of those for the single exports of a server.
  ///
  /// - Throws: ``ScriptPlanError`` where they do not belong on one server.
  package init(merging plans: [ScriptPlan]) throws {
    purpose = plans.first?.purpose ?? .apply
    product = plans.first?.product ?? .entraConnect
    entries = plans.flatMap(\.entries)
    if let other = plans.first(where: { $0.product != product }) {
      throw ScriptPlanError(
        file: other.entries.first?.source.name ?? "-",
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
    of corrections: [(name: String, correction: Correction)], asked: Product?
  ) throws -> Product {
    var decided = asked
    for (name, correction) in corrections {
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
          file: name,
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
        file: entry.source.name,
        message: "has the connector \(entry.label.identifier), which is in the script already",
        remedy: "give one export of each connector")
    }
  }
}

/// Why no script can be made of exports.
package struct ScriptPlanError: Error, Sendable, Equatable {
  package var file: String
  package var message: String
  package var remedy: String

  package init(file: String, message: String, remedy: String) {
    self.file = file
    self.message = message
    self.remedy = remedy
  }
}

extension ScriptPlan.Entry {
  init(
    _ connector: Connector, of correction: Correction, source: ScriptPlan.Source,
    purpose: ScriptPlan.Purpose, isMIM: Bool, changed: Set<SourceElement>
  ) {
    label = connector.label
    forest = connector.forestName ?? ""
    category = connector.category
    self.source = source
    settings = connector.options.flatMap { options -> [ScriptPlan.Setting] in
      // A nested node has no parameter that is known.
      if case .credentials = options.place { return [] }
      return Self.settings(of: options, correction, purpose, isMIM: isMIM, changed: changed)
    }
    byHand = correction.assessment.corrected.filter { $0.connector == connector.label }
      .compactMap { finding in
        switch finding.place {
        case .credentials: ScriptPlan.ByHand(place: finding.place, what: "sign-and-seal")
        case .connector: ScriptPlan.ByHand(place: finding.place, what: "allow-low-security")
        case .forest, .partition: nil
        }
      }
  }

  private static func settings(
    of options: ConnectionOptions, _ correction: Correction, _ purpose: ScriptPlan.Purpose,
    isMIM: Bool, changed: Set<SourceElement>
  ) -> [ScriptPlan.Setting] {
    // The server of MIM knows the element, that of Entra Connect the parameter.
    func was(_ option: DualOption) -> String {
      let text = (isMIM ? option.elements : option.parameters).first?.value.text ?? ""
      return Confidentiality.mayShow(value: text) ? text : ""
    }
    func setting(_ name: OptionName, _ value: String, was: String) -> ScriptPlan.Setting {
      ScriptPlan.Setting(
        place: options.place, partitionIdentifier: options.partitionIdentifier,
        parameter: name.rawValue, value: value, was: was)
    }
    let sealed = was(options.signAndSeal)
    if purpose == .audit {
      return options.signAndSeal.nodes.isEmpty
        ? []
        : [setting(.signAndSeal, sealed, was: sealed)]
    }
    let removesTLS = options.sslBind.nodes.contains { changed.contains($0.element) }
    // TLS that stays is left alone.
    guard !options.usesTLS || removesTLS else { return [] }
    var settings: [ScriptPlan.Setting] = []
    if removesTLS { settings.append(setting(.sslBind, "0", was: was(options.sslBind))) }
    settings.append(setting(.signAndSeal, "1", was: sealed))
    guard purpose == .rollback else { return settings }
    // What the export does not have, or says in no known way, cannot be set.
    return settings.filter { ["0", "1"].contains($0.was) && $0.was != $0.value }.map {
      var back = $0
      (back.value, back.was) = (back.was, back.value)
      return back
    }
  }
}
