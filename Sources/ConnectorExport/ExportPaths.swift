import SourceXML

/// Where everything stands in an export: the XPath of each place, and what of a document is kept so
/// that they find it.
///
/// Sources: public exports of AADConnectConfigDocumenter and MIMConfigDocumenter, and the paths that
/// these programs read. That a `sign-and-seal` may nest below `adma-partition-data` is assumed.
enum ExportPaths {
  // From the document: `ma-data` alone, or wrapped once (saved-ma-configuration, export-ma, others).
  static let connectors: XPathExpression = "/ma-data | /*/ma-data"

  // From a connector.
  static let identifier: XPathExpression = "id"
  static let name: XPathExpression = "name"
  static let category: XPathExpression = "category"
  static let forest: XPathExpression = "private-configuration/adma-configuration"
  static let partitions: XPathExpression = "ma-partition-data/partition"
  static let allowLowSecurity: XPathExpression = "password-sync/allow-low-security"

  // From a forest or a partition's options.
  static let forestName: XPathExpression = "forest-name"
  static let login: XPathExpression = "*[self::login-user or self::login-domain]"
  static let descendants: XPathExpression = "descendant::sign-and-seal"

  // From a partition.
  static let selected: XPathExpression = "selected"
  static let partitionOptions: XPathExpression = "custom-data/adma-partition-data"

  // From a forest or a partition.
  static let parameterContainer: XPathExpression = "parameter-values[parameter]"

  /// An option as an element, from the node that holds the options.
  static func element(_ option: OptionName) -> XPathExpression {
    XPathExpression(option.rawValue)
  }

  /// An option as a parameter, from a forest or a partition. Parameters for other uses ("global",
  /// say) only share its name; one with no use at all is taken.
  static func parameter(_ option: OptionName) -> XPathExpression {
    XPathExpression(
      "parameter-values/parameter[@name='\(option.rawValue)']"
        + "[not(@use) or @use='connectivity' or @use='partition']")
  }

  /// What of a document is kept: what the paths above can reach.
  static let pattern: DocumentPattern = {
    let partition = ElementPattern([
      "id": ElementPattern(), "name": ElementPattern(), "selected": ElementPattern(),
      "custom-data": ElementPattern(["adma-partition-data": .subtree]),
      "parameter-values": .subtree,
    ])
    let connector = ElementPattern([
      "id": ElementPattern(), "name": ElementPattern(), "category": ElementPattern(),
      "private-configuration": ElementPattern(["adma-configuration": .subtree]),
      "ma-partition-data": ElementPattern(["partition": partition]),
      "password-sync": ElementPattern(["allow-low-security": .subtree]),
    ])
    return DocumentPattern(
      roots: ["ma-data": connector], otherRoot: ElementPattern(["ma-data": connector]))
  }()
}
