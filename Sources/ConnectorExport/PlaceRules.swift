import SourceXML

/// The rules that speak of one place, and what each finds there.
struct PlaceRules {
  private let connector: Connector
  private let options: ConnectionOptions
  private let policy: CorrectionPolicy
  private let placeNumber: Int

  /// - Parameter placeNumber: the number of the place among all of the export's, from 0.
  init(
    _ connector: Connector, _ options: ConnectionOptions, _ policy: CorrectionPolicy,
    placeNumber: Int
  ) {
    self.placeNumber = placeNumber
    self.connector = connector
    self.options = options
    self.policy = policy
  }

  /// What is wrong in the place.
  var findings: [Finding] {
    (options.usesTLS ? tlsFindings : signAndSealFindings) + simpleBindFindings
  }

  private var signAndSeal: DualOption { options.signAndSeal }

  // MARK: Signing and sealing

  private var signAndSealFindings: [Finding] {
    let off = signAndSeal.nodes.filter { $0.value == .off }
    let odd = signAndSeal.nodes.filter { $0.value != .off && $0.value != .on }
    var findings: [Finding] = []
    if let first = off.first {
      let rule: Rule = signAndSeal.isOnSomewhere ? .twinDisagrees : .signAndSealOff
      findings.append(
        finding(
          rule, at: first.element.range, changes: off.map { .set($0, to: .on) },
          rule == .twinDisagrees ? disagreement : "signing and sealing is off"))
    }
    if let first = odd.first {
      findings.append(
        finding(
          .signAndSealUnrecognised, at: first.element.range, changes: odd.map { .set($0, to: .on) },
          "sign-and-seal is neither 0 nor 1"))
    }
    if let place = missingFrom, !insertions.isEmpty {
      findings.append(
        finding(.signAndSealMissing, at: place.startTag, changes: insertions, absence))
    }
    if !findings.isEmpty { findings[0].changes += tlsRemoval }
    return findings
  }

  private var absence: String {
    if insertions.count == 2 { return "there is no sign-and-seal, as an element or a parameter" }
    if case .insertParameter? = insertions.first { return "there is no parameter sign-and-seal" }
    return "there is no element sign-and-seal"
  }

  private var disagreement: String {
    guard !signAndSeal.elements.isEmpty, !signAndSeal.parameters.isEmpty else {
      return "there are several sign-and-seal, and they disagree"
    }
    func says(_ nodes: [OptionNode]) -> String {
      nodes.allSatisfy { $0.value == .on } ? "1" : "0"
    }
    return "the element sign-and-seal says \(says(signAndSeal.elements)), its parameter "
      + says(signAndSeal.parameters)
  }

  private var missingFrom: SourceElement? { options.container ?? options.parameterContainer }

  /// The nodes that a place of this export should have and has not.
  private var insertions: [Change] {
    var changes: [Change] = []
    if let container = options.container, signAndSeal.elements.isEmpty {
      changes.append(.insertElement(in: container, of: options.place))
    }
    if let container = options.parameterContainer, signAndSeal.parameters.isEmpty {
      changes.append(.insertParameter(in: container, of: options.place))
    }
    return changes
  }

  // MARK: TLS

  private var tlsFindings: [Finding] {
    var findings: [Finding] = []
    if !signAndSeal.isOn || !insertions.isEmpty, let place = tlsNode {
      findings.append(
        finding(
          .tlsInstead, at: place.element.range, changes: replacesTLS ? replacement : [],
          tlsMessage))
    }
    if !options.checksRevocation, let place = tlsNode {
      findings.append(
        finding(
          .revocationUnchecked, at: place.element.range, changes: [],
          "TLS is in use, but revocation of its certificate is not checked"))
    }
    return findings
  }

  private var tlsNode: OptionNode? { options.sslBind.first }

  /// Without TLS the password of a simple bind would cross the wire in the clear, so TLS stays there.
  private var replacesTLS: Bool {
    policy.tls == .replace && !options.mayBindSimply && !options.isSealedOutside
  }

  private var tlsMessage: String {
    let known = "TLS (ssl-bind) is on in place of signing and sealing"
    if policy.tls == .replace, options.mayBindSimply {
      return known + "; it is kept, since a simple bind may be in use, which TLS alone protects"
    }
    return replacesTLS ? known + "; it is to be replaced" : known + ", and protects the connection"
  }

  private var replacement: [Change] {
    (options.sslBind.isInherited ? [] : options.sslBind.nodes.map { .set($0, to: .off) })
      + signAndSeal.nodes.filter { $0.value != .on }.map { .set($0, to: .on) } + insertions
  }

  /// Where ssl-bind and its parameter disagree, replacing TLS makes both say 0 along with the rest.
  private var tlsRemoval: [Change] {
    guard options.disagreesOnTLS, replacesTLS, !options.sslBind.isInherited else { return [] }
    return options.sslBind.nodes.filter { $0.value != .off }.map { .set($0, to: .off) }
  }

  // MARK: Simple bind

  private var simpleBindFindings: [Finding] {
    guard !options.usesTLS, let node = options.simpleBind.firstSayingMoreThanOff else { return [] }
    return [
      finding(
        .simpleBind, at: node.element.range, changes: [],
        "a simple bind without TLS cannot be signed or sealed: the password crosses the wire in the "
          + "clear; choose another bind or TLS")
    ]
  }

  // MARK: Wording

  /// A finding of this place, with what its message has to say besides.
  private func finding(
    _ rule: Rule, at range: Range<Int>, changes: [Change], _ message: String
  ) -> Finding {
    var message = message
    if options.hasOwnCredentials {
      message += " (this partition has credentials of its own)"
    }
    if options.disagreesOnTLS, rule.concernsSignAndSeal {
      message += " (ssl-bind and its parameter disagree on TLS)"
    }
    if connector.category == .lightweight, rule.concernsSignAndSeal {
      message +=
        "; on AD LDS setting passwords needs TLS, so signing and sealing alone is no "
        + "documented cure"
    }
    return Finding(
      rule: rule, connector: connector.label, place: options.place, placeNumber: placeNumber,
      partitionIdentifier: options.partitionIdentifier, message: message, range: range,
      changes: changes)
  }
}
