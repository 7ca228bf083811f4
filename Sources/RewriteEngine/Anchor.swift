import ConnectorExport
import SourceXML

/// A sibling beside which a missing option belongs.
struct Anchor {
  /// Where the sibling stands, seen from the option.
  enum Side { case before, behind }

  var name: String
  var side: Side

  /// The siblings of the element, nearest first, in the public export of AADConnectConfigDocumenter.
  static let elements =
    before(
      "forest-login-user", "forest-login-domain", "forest-port", "forest-guid", "forest-name",
      "guid", "name", "dn")
    + behind(
      "default-ssl-strength", "is-domain", "last-dc", "dc-failover", "ssl-bind", "simple-bind")

  /// The siblings of the parameter there.
  static let parameters =
    before("forest-name", "guid")
    + behind("crl-check", "last-dc", "dc-failover", "ssl-bind", "simple-bind")

  /// The siblings directly before and behind `example`, an option of another place of the document.
  static func shown(
    by example: OptionNode?, in document: SourceDocument, name: (SourceElement) -> String
  ) -> [Anchor] {
    guard let example, let holder = document.parent(of: example.element) else { return [] }
    let siblings = document.children(of: holder)
    guard let index = siblings.firstIndex(of: example.element) else { return [] }
    return siblings[..<index].suffix(1).map { Anchor(name: name($0), side: .before) }
      + siblings[(index + 1)...].prefix(1).map { Anchor(name: name($0), side: .behind) }
  }

  private static func before(_ names: String...) -> [Anchor] {
    names.map { Anchor(name: $0, side: .before) }
  }

  private static func behind(_ names: String...) -> [Anchor] {
    names.map { Anchor(name: $0, side: .behind) }
  }
}
