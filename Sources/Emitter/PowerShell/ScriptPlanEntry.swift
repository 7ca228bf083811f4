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

extension ScriptPlan.ByHand {
  /// What is done by hand in `place`; nil where a script sets it. One decision for settings and steps, so
  /// that no place is both, or neither.
  init?(_ place: Place) {
    switch place {
    // A nested node has no parameter that is known.
    case .credentials: self.init(place: place, what: OptionName.signAndSeal.rawValue)
    case .connector: self.init(place: place, what: "allow-low-security")
    // The scripts find these by their names on the live connector.
    case .forest, .partition: return nil
    }
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
      guard ScriptPlan.ByHand(options.place) == nil else { return [] }
      return Self.settings(of: options, correction, purpose, isMIM: isMIM, changed: changed)
    }
    byHand = correction.assessment.corrected.filter { $0.connector == connector.label }
      .compactMap { ScriptPlan.ByHand($0.place) }
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
      guard ScriptPlan.ByHand(options.place) == nil else { return [] }
      func setting(_ name: OptionName, _ value: String) -> ScriptPlan.Setting {
        ScriptPlan.Setting(
          place: options.place, partitionIdentifier: options.partitionIdentifier,
          parameter: name.rawValue, value: value, was: value)
      }
      let tls = isMIM ? options.sslBind.elements : options.sslBind.parameters
      let losesTLS = policy.tls == .replace && !tls.isEmpty
      return (losesTLS ? [setting(.sslBind, "0")] : []) + [setting(.signAndSeal, "1")]
    }
    let places = sealed.map(\.place)
    let hardens = policy.hardens && !connector.allowLowSecurity.isEmpty
    byHand = (places + (hardens ? [.connector] : [])).compactMap { ScriptPlan.ByHand($0) }
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
