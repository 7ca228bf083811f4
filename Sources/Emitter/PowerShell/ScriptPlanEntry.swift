import ConnectorExport
import RewriteEngine
import SourceXML

extension ScriptPlan {
  /// An export, by its file.
  package struct Source: Sendable, Hashable {
    /// For errors.
    package var path: String
    /// For the script, which does not tell of folders.
    package var name: String
    /// Its SHA-256, as upper-case hexadecimal digits.
    package var digest: String
    /// The digest of the corrected file.
    package var correctedDigest: String
  }

  /// A value of a parameter on the server.
  package struct Setting: Sendable, Hashable {
    package var place: Place
    package var partitionIdentifier: String?
    /// Its name on the server.
    package var parameter: String
    /// What the script brings about, or compares with.
    package var value: String
    /// What the export says; empty where it has no such parameter.
    package var was: String
  }

  /// What no parameter is known for.
  package struct ByHand: Sendable, Hashable {
    package var place: Place
    /// The name of the option.
    package var what: String
  }

  /// A connector, and what there is to do about it.
  package struct Entry: Sendable {
    package var label: Connector.Label
    /// The forest's name; empty where the export does not say.
    package var forest: String
    package var category: Category
    package var settings: [Setting]
    package var byHand: [ByHand]
    package var source: Source
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

  /// What an export without anything to correct says of signing and sealing. An earlier run may have
  /// corrected it in place, and then the server has other values.
  ///
  /// - Parameter policy: what that run may have touched beside.
  init(
    settled connector: Connector, source: ScriptPlan.Source, policy: CorrectionPolicy, isMIM: Bool
  ) {
    label = connector.label
    forest = connector.forestName ?? ""
    category = connector.category
    self.source = source
    let sealed = connector.options.filter { $0.signAndSeal.isOn && !$0.usesTLS }
    settings = sealed.flatMap { options -> [ScriptPlan.Setting] in
      if case .credentials = options.place { return [] }
      func setting(_ name: OptionName, _ value: String) -> ScriptPlan.Setting {
        ScriptPlan.Setting(
          place: options.place, partitionIdentifier: options.partitionIdentifier,
          parameter: name.rawValue, value: value, was: value)
      }
      let tls = isMIM ? options.sslBind.elements : options.sslBind.parameters
      let losesTLS = policy.tls == .replace && !tls.isEmpty
      return (losesTLS ? [setting(.sslBind, "0")] : []) + [setting(.signAndSeal, "1")]
    }
    byHand = sealed.compactMap { options in
      guard case .credentials = options.place else { return nil }
      return ScriptPlan.ByHand(place: options.place, what: "sign-and-seal")
    }
    if policy.hardens, !connector.allowLowSecurity.isEmpty {
      byHand.append(ScriptPlan.ByHand(place: .connector, what: "allow-low-security"))
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
      return options.signAndSeal.isEmpty
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
