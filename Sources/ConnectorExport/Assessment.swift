import SourceXML

/// The findings of an export under a policy, connector by connector in the order of the places.
package struct Assessment: Sendable {
  /// In the order of the places; those of one place in the order of its rules.
  package let findings: [Finding]

  /// Applies every rule to every place of `export`.
  package init(of export: Export, policy: CorrectionPolicy) {
    var findings: [Finding] = []
    var number = 0
    for connector in export.connectors {
      for options in connector.options {
        findings += PlaceRules(connector, options, policy, placeNumber: number).findings
        number += 1
      }
      findings += connector.allowLowSecurity.compactMap {
        Self.lowSecurity($0, connector, policy, placeNumber: number)
      }
      number += 1
    }
    self.findings = findings
  }

  /// Whether something is insecure, or would change.
  package var fails: Bool { findings.contains { $0.isInsecure || $0.isCorrected } }
  /// The findings that the correction removes.
  package var corrected: [Finding] { findings.filter(\.isCorrected) }
  /// What is insecure and stays so until a person decides.
  package var leftForAPerson: [Finding] { findings.filter { $0.isInsecure && !$0.isCorrected } }

  private static func lowSecurity(
    _ node: OptionNode, _ connector: Connector, _ policy: CorrectionPolicy, placeNumber: Int
  ) -> Finding? {
    guard node.value.saysMoreThanOff else { return nil }
    return Finding(
      rule: .lowSecurityAllowed, connector: connector.label, place: .connector,
      placeNumber: placeNumber,
      message:
        "allow-low-security is not 0: the service may set passwords over a connection that is not "
        + "protected",
      range: node.element.range,
      changes: policy.hardens ? [.set(node, to: .off)] : [])
  }
}
