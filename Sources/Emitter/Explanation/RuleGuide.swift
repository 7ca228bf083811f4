import ConnectorExport

/// What people want to know of a rule, in a few sentences. The facts are those of public sources, which
/// ``known`` names; what is not there is said to be unknown.
package struct RuleGuide: Sendable {
  package let rule: Rule
  /// The rule in a few words.
  package let title: String
  /// Why it matters.
  package let why: String
  /// How to put it right in Synchronization Service Manager.
  package let byHand: String
  /// What `ldapfix patch` does about it.
  package let patch: String
  /// What is known about it, from where, and what is not known.
  package let known: String

  package init(_ rule: Rule) { self = Self.guide(rule) }

  private init(
    _ rule: Rule, _ title: String, why: String, byHand: String, patch: String, known: String
  ) {
    self.rule = rule
    self.title = title
    self.why = why
    self.byHand = byHand
    self.patch = patch
    self.known = known
  }

  /// A page that explains the error behind the rules, by Microsoft.
  package static let page =
    "https://docs.microsoft.com/en-us/azure/active-directory/authentication/troubleshoot-sspr-writeback"

  private static let dialogs =
    "Turn on Sign and Encrypt LDAP Traffic in the dialog of the place ('ldapfix explain' lists all "
    + "three), then restart the synchronisation service."

  private static func guide(_ rule: Rule) -> RuleGuide {
    switch rule {
    case .signAndSealOff:
      RuleGuide(
        rule, "Signing and sealing is off",
        why: "The connector talks to Active Directory without signing and encryption. Password "
          + "writeback then fails with 8023062C, and domain controllers that require LDAP signing, "
          + "as new domains of Windows Server 2025 do, refuse the connection.",
        byHand: dialogs,
        patch:
          "Sets the element sign-and-seal, and the parameter of the same name where the export "
          + "has one, to 1.",
        known:
          "The dialogs and the error are in Microsoft's article on 8023062C. Where the setting "
          + "stands in an export is seen in public exports and in AADConnectConfigDocumenter.")
    case .signAndSealMissing:
      RuleGuide(
        rule, "There is no sign-and-seal",
        why:
          "Nothing in this place says that traffic is signed and sealed, so it has to be taken as "
          + "off. Where other parameters exist, a missing one is taken as off too.",
        byHand: dialogs,
        patch:
          "Inserts the missing node with the value 1, in the order, form and indentation of its "
          + "siblings.",
        known:
          "Older exports lack some of the parameters. What a server assumes for a missing one is "
          + "unknown.")
    case .signAndSealUnrecognised:
      RuleGuide(
        rule, "The value is neither 0 nor 1",
        why:
          "Readers disagree about such a value: Microsoft's documenters take everything but 1 for "
          + "no, an older report stylesheet everything but 0 for yes. What the server takes it for is "
          + "unknown.",
        byHand: dialogs,
        patch: "Replaces the value by 1.",
        known: "Only 0 and 1 have been seen in real exports.")
    case .twinDisagrees:
      RuleGuide(
        rule, "The element and its parameter disagree",
        why: "An export of Entra Connect says the setting twice. Somebody changed it in one place "
          + "only, which Microsoft's documenters, who read the element alone, do not show.",
        byHand: dialogs,
        patch: "Sets the one that is not 1 to 1.",
        known: "Which of the two a server goes by is unknown, so both are read and written.")
    case .simpleBind:
      RuleGuide(
        rule, "A simple bind without TLS",
        why: "A simple bind has no SASL layer that could sign or seal. Without TLS the password "
          + "crosses the wire in the clear, whatever sign-and-seal says.",
        byHand:
          "Choose another kind of bind, or TLS (SSL) for this connection, in the dialog of the "
          + "place. Which one the directory takes is for its administrator to say.",
        patch: "Nothing: it turns sign-and-seal on and leaves the bind to a person.",
        known: "Simple binds are common on AD LDS (category ADAM).")
    case .lowSecurityAllowed:
      RuleGuide(
        rule, "Passwords may be set over an unprotected connection",
        why: "allow-low-security lets the service set passwords without a protected connection. It "
          + "makes 8023062C go away in the wrong way.",
        byHand: "Turn it off again in the connector's password settings, once signing and sealing "
          + "is on.",
        patch: "Nothing; with --harden it sets the value to 0. It never sets it to 1.",
        known: "The value stands in password-sync/allow-low-security. No public source names the "
          + "dialog's exact words.")
    case .tlsInstead:
      RuleGuide(
        rule, "TLS in place of signing and sealing",
        why:
          "TLS protects the connection. A domain controller does not permit signing or sealing on "
          + "a TLS connection and refuses such a bind, so turning both on can break a connector that "
          + "works.",
        byHand:
          "Nothing has to be done. To change over, turn TLS (SSL) off and Sign and Encrypt LDAP "
          + "Traffic on in the dialog of the place.",
        patch: "Nothing; with --ssl-bind replace it turns ssl-bind off and sign-and-seal on, but "
          + "never where the bind is simple, which TLS alone protects.",
        known:
          "MS-ADTS 5.1.1.1.2 and 5.1.2.1. On AD LDS setting passwords needs TLS, so signing and "
          + "sealing alone is no documented cure there.")
    case .revocationUnchecked:
      RuleGuide(
        rule, "Revocation is not checked",
        why: "TLS is in use, but a certificate that was revoked would be accepted.",
        byHand:
          "Turn on the check of the certificate revocation list beside the TLS (SSL) option, if "
          + "the server can reach the list.",
        patch: "Nothing: where the list cannot be reached the connection would fail.",
        known: "The setting stands in ssl-bind/@crl-check, as in public exports.")
    }
  }
}
