import SourceXML

/// A value of a setting, as one node of the export writes it.
package struct OptionNode: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    case off
    case on
    /// Neither 0 nor 1; the text without the white space round it, perhaps empty.
    case unrecognised(String)

    /// The value that `content` says. With elements in it, it says none, whatever its text.
    init(_ content: ElementContent) {
      switch content.value {
      case "0" where !content.hasElements: self = .off
      case "1" where !content.hasElements: self = .on
      default: self = .unrecognised(content.value)
      }
    }

    /// The value as it is written.
    package var text: String {
      switch self {
      case .off: "0"
      case .on: "1"
      case .unrecognised(let text): text
      }
    }
  }

  package var element: SourceElement
  package var value: Value
}

/// A setting that an element says and, on Entra Connect, a parameter says once more.
///
/// One of each is usual; should an export have several, all of them count.
package struct DualOption: Sendable, Hashable {
  package var elements: [OptionNode] = []
  package var parameters: [OptionNode] = []

  package var nodes: [OptionNode] { elements + parameters }

  /// Whether there is a node and all of them say 1.
  package var isOn: Bool { !nodes.isEmpty && nodes.allSatisfy { $0.value == .on } }
  /// Whether some node says 1.
  package var isOnSomewhere: Bool { nodes.contains { $0.value == .on } }
  /// Whether some node says anything but 0.
  package var mayBeOn: Bool { nodes.contains { $0.value != .off } }
}

/// The connection options of one place of a connector.
package struct ConnectionOptions: Sendable {
  package var place: Place
  /// The partition's identifier, as the export writes it.
  package var partitionIdentifier: String?
  /// Whether the partition is synchronised; nil for the forest.
  package var isSelected: Bool?
  /// Whether the partition has a `login-user` and a `login-domain`, so that the dialog for alternate
  /// credentials applies (AADConnectConfigDocumenter reads them so).
  package var hasOwnCredentials: Bool
  /// The node that holds the options as elements.
  package var container: SourceElement?
  /// The node that holds the parameters, where the export has twins in this place.
  package var parameterContainer: SourceElement?
  package var signAndSeal: DualOption
  package var sslBind: DualOption
  package var simpleBind: DualOption
  /// Whether `sslBind` is that of the node around, since this one has none of its own.
  package var inheritsTLS = false
  /// Whether the node around, whose TLS this one shares, is signed and sealed, so that its TLS stays.
  package var isSealedOutside = false
  /// Whether a simple bind may be in use here, by this place's word or by that of one that may speak
  /// for it: a partition's nested options, or the forest, from which readers take a partition's bind.
  /// A value that is neither 0 nor 1 may mean yes.
  package var mayBindSimply = false
  /// Whether `ssl-bind/@crl-check` says that revocation is checked.
  package var checksRevocation: Bool

  /// Whether the connection is protected by TLS: `ssl-bind` says so, and no twin of it disagrees.
  package var usesTLS: Bool { sslBind.isOn }
  /// Whether one node says that TLS is on and another that it is not.
  package var disagreesOnTLS: Bool { !usesTLS && sslBind.isOnSomewhere }
}
