/// Which values of an export may be shown to people.
///
/// The list names what is harmless, not what is secret: a value of any other name (`cookie`,
/// `forest-login-user`, `password`, or one that no public export has) is never shown.
package enum Confidentiality {
  private static let harmless: Set<String> = [
    "sign-and-seal", "ssl-bind", "simple-bind", "crl-check", "allow-low-security", "forest-name",
    "forest-guid", "forest-port", "default-ssl-strength", "dn", "name", "guid", "is-domain",
    "last-dc", "dc-failover", "preferred-dcs", "selected", "id", "version", "maximum-retry-count",
    "retry-interval", "unlock-account", "Forest.FQDN", "Forest.LDAP", "Forest.Netbios",
    "Domain.FQDN", "Domain.LDAP", "Domain.Netbios",
  ]

  /// Those whose values are a number or a short word; anything longer could have got there by mistake.
  private static let switches: Set<String> = [
    "sign-and-seal", "ssl-bind", "simple-bind", "crl-check", "allow-low-security", "is-domain",
    "dc-failover", "selected", "default-ssl-strength", "unlock-account", "forest-port",
  ]

  /// Whether the value of the element or parameter `name` may be shown.
  package static func mayShow(_ name: String, value: String) -> Bool {
    harmless.contains(name) && (!switches.contains(name) || mayShow(value: value))
  }

  /// Whether an option's value, which should be 0 or 1, may be shown though it is something else: a word
  /// may, anything longer could be what got there by mistake.
  package static func mayShow(value: String) -> Bool {
    value.utf8.count <= 12
      && value.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      }
  }

  /// What stands in the place of a value that may not be shown.
  package static let hidden = "‹…›"
}
