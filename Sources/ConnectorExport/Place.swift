/// Where in a connector a setting stands, in the order of the dialogs of Synchronization Service
/// Manager.
public enum Place: Sendable, Hashable {
  /// The connector as a whole.
  case connector
  /// Connect to Active Directory Forest › Options.
  case forest
  /// Configure Directory Partitions › Domain controller connection settings › Options, for the
  /// partition of this name, which for Active Directory is its distinguished name.
  case partition(String)
  /// A node nested deeper in a partition's connection options. That such a node belongs to the
  /// partition's alternate credentials (Configure Directory Partitions › Credentials › Set
  /// Credentials › Options) is assumed: no public sample has one.
  case credentials(String)

  /// The place in a few words: "forest", "partition DC=contoso,DC=com".
  public var title: String {
    switch self {
    case .connector: "connector"
    case .forest: "forest"
    case .partition(let name): "partition \(name)"
    case .credentials(let name): "partition \(name), nested options"
    }
  }

  /// The dialogs of Synchronization Service Manager that lead to the setting, from Connectors › the
  /// connector › Properties; nil where no public source names one.
  public var dialog: String? {
    switch self {
    case .connector: nil
    case .forest: "Connect to Active Directory Forest › Options"
    case .partition:
      "Configure Directory Partitions › Domain controller connection settings › Options"
    case .credentials:
      "Configure Directory Partitions › Credentials › Set Credentials › Options (assumed)"
    }
  }

  /// The partition's name, where the place is one.
  public var partition: String? {
    switch self {
    case .connector, .forest: nil
    case .partition(let name), .credentials(let name): name
    }
  }

  /// The kind of place, as reports name it.
  public var kind: String {
    switch self {
    case .connector: "connector"
    case .forest: "forest"
    case .partition: "partition"
    case .credentials: "credentials"
    }
  }
}
