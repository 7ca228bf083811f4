/// Which values of an export may be shown to people.
///
/// The list names what is harmless, not what is secret: a value of any other name (`cookie`,
/// `forest-login-user`, `password`, or one that no public export has) is never shown.
package enum Confidentiality {
  private static let harmless: Set<String> = [
    "sign-and-seal", "ssl-bind", "simple-bind", "crl-check", "allow-low-security", "forest-name",
    "forest-guid", "forest-port", "default-ssl-strength", "dn", "name", "guid", "is-domain",
    "last-dc",
    "dc-failover", "preferred-dcs", "selected", "id", "version", "maximum-retry-count",
    "retry-interval", "unlock-account", "Forest.FQDN", "Forest.LDAP", "Forest.Netbios",
    "Domain.FQDN", "Domain.LDAP", "Domain.Netbios",
  ]

  /// Whether the value of the element or parameter `name` may be shown.
  package static func mayShow(_ name: String) -> Bool { harmless.contains(name) }

  /// What stands in the place of a value that may not be shown.
  package static let hidden = "‹…›"
}
