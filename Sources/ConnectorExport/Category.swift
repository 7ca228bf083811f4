/// The categories of connectors that talk to Active Directory and carry its connection options.
package enum Category: String, Sendable, Hashable, CaseIterable {
  /// Active Directory Domain Services.
  case activeDirectory = "AD"
  /// Active Directory Lightweight Directory Services.
  case lightweight = "ADAM"
  /// Active Directory global address list.
  case globalAddressList = "AD GAL"
}
