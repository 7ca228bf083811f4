/// The version of ldapfix, as reports and scripts name it.
package enum ToolVersion {
  package static let text = "0.1.0"
}
