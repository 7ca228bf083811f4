import SourceXML

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
  /// Whether the connection is signed and sealed, as the nodes of this place say it.
  package var signAndSeal: DualOption
  /// Whether it uses TLS.
  package var sslBind: DualOption
  /// Whether it binds with a name and a password in the clear.
  package var simpleBind: DualOption
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
