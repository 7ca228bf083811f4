import SourceXML

@testable import ConnectorExport

/// An export as a test describes it; its text is written without any code of the tool.
///
/// Every value is XML: what stands between the tags. Nil means that the node is missing.
struct ExportModel: Sendable {
  var connectors: [ConnectorModel]
  /// The name of the element round the connectors; nil where the connector is the root.
  var wrapper: String? = "saved-ma-configuration"

  init(_ connectors: ConnectorModel..., wrapper: String? = "saved-ma-configuration") {
    self.connectors = connectors
    self.wrapper = wrapper
  }

  var text: String {
    let inside = connectors.map(\.text).joined()
    return wrapper.map { "<\($0) server='SYNC01'>\(inside)</\($0)>" } ?? inside
  }

  func export() throws -> Export { try Export(SourceBytes(Array(text.utf8))) }
}

/// A connector of an export.
struct ConnectorModel: Sendable {
  var identifier: String? = "{11111111-2222-3333-4444-555555555555}"
  var name: String? = "contoso.com"
  var category: String? = "AD"
  var forest: PlaceModel? = PlaceModel()
  var partitions: [PartitionModel] = [PartitionModel()]
  var allowLowSecurity: String? = "0"
  /// More XML, at the end of the connector.
  var extra = ""

  var text: String {
    var text = "<ma-data>" + node("id", identifier) + node("name", name)
    text += node("category", category)
    if let forest {
      text += "<private-configuration>" + forest.options("adma-configuration", forest.parameters())
      text += "</private-configuration>"
    }
    text += "<ma-partition-data>" + partitions.map(\.text).joined() + "</ma-partition-data>"
    text += "<password-sync>" + node("allow-low-security", allowLowSecurity) + "</password-sync>"
    return text + extra + "</ma-data>"
  }
}

/// A partition of a connector.
struct PartitionModel: Sendable {
  var identifier: String? = "{aaaaaaaa-2222-3333-4444-555555555555}"
  var name: String? = "DC=contoso,DC=com"
  var selected: String? = "1"
  var place = PlaceModel()

  var text: String {
    "<partition>" + node("id", identifier) + node("name", name) + node("selected", selected)
      + "<custom-data>" + place.options("adma-partition-data", "") + "</custom-data>"
      + place.parameters() + "</partition>"
  }
}

/// The connection options of a place.
struct PlaceModel: Sendable {
  var signAndSeal: String? = "0"
  var sslBind: String? = "0"
  var simpleBind: String? = "0"
  /// `ssl-bind/@crl-check`.
  var revocationCheck: String? = "0"
  /// The parameters, where the place has any.
  var twins: Twins?
  /// Whether the node that holds the options as elements is there.
  var hasContainer = true
  /// More XML in that node.
  var extra = ""

  struct Twins: Sendable {
    var signAndSeal: String? = "0"
    var sslBind: String? = "0"
    var simpleBind: String? = "0"
    /// More XML in `parameter-values`.
    var extra = ""
  }

  func options(_ name: String, _ parameters: String) -> String {
    guard hasContainer else { return "" }
    let check = revocationCheck.map { " crl-check=\"\($0)\"" } ?? ""
    let ssl = sslBind.map { "<ssl-bind\(check)>\($0)</ssl-bind>" } ?? ""
    return "<\(name)>" + node("forest-name", "contoso.com") + node("sign-and-seal", signAndSeal)
      + ssl + node("simple-bind", simpleBind) + extra + parameters + "</\(name)>"
  }

  func parameters() -> String {
    guard let twins else { return "" }
    func parameter(_ name: String, _ value: String?) -> String {
      value.map { "<parameter name=\"\(name)\" use=\"partition\">\($0)</parameter>" } ?? ""
    }
    return "<parameter-values>" + parameter("guid", "x") + parameter("ssl-bind", twins.sslBind)
      + parameter("sign-and-seal", twins.signAndSeal)
      + parameter("simple-bind", twins.simpleBind) + twins.extra + "</parameter-values>"
  }

  /// All values 1 or 0, both as element and as parameter.
  static func both(
    signAndSeal: String, sslBind: String = "0", simpleBind: String = "0"
  ) -> PlaceModel {
    PlaceModel(
      signAndSeal: signAndSeal, sslBind: sslBind, simpleBind: simpleBind,
      twins: Twins(signAndSeal: signAndSeal, sslBind: sslBind, simpleBind: simpleBind))
  }
}

/// The element `name` with `value` between its tags, or nothing.
func node(_ name: String, _ value: String?) -> String {
  value.map { "<\(name)>\($0)</\(name)>" } ?? ""
}
