/// What can be wrong with a connection, by the stable names that findings carry.
public enum Rule: String, Sendable, Hashable, CaseIterable {
  /// Signing and sealing is 0.
  case signAndSealOff = "sign-and-seal-off"
  /// The place has no node that could say that signing and sealing is on.
  case signAndSealMissing = "sign-and-seal-missing"
  /// The value is neither 0 nor 1.
  case signAndSealUnrecognised = "sign-and-seal-unrecognised"
  /// The element says one thing and its parameter twin another.
  case twinDisagrees = "twin-disagrees"
  /// A simple bind without TLS, which cannot be signed or sealed.
  case simpleBind = "simple-bind"
  /// `password-sync/allow-low-security` is 1.
  case lowSecurityAllowed = "low-security-allowed"
  /// TLS is on in place of signing and sealing.
  case tlsInstead = "tls-instead"
  /// TLS is on, and revocation of the certificate is not checked.
  case revocationUnchecked = "crl-unchecked"

  /// How grave a finding of this rule is.
  public var level: Level {
    switch self {
    case .signAndSealOff, .signAndSealMissing, .signAndSealUnrecognised, .twinDisagrees,
      .simpleBind:
      .error
    case .lowSecurityAllowed: .warning
    case .tlsInstead, .revocationUnchecked: .note
    }
  }

  /// Whether a finding of this rule is about signing and sealing. It then says what else bears on that: that
  /// `ssl-bind` is at odds with its parameter, or that AD LDS needs TLS besides. What cures the others is
  /// not signing and sealing.
  var concernsSignAndSeal: Bool {
    switch self {
    case .signAndSealOff, .signAndSealMissing, .signAndSealUnrecognised, .twinDisagrees,
      .tlsInstead:
      true
    case .simpleBind, .revocationUnchecked, .lowSecurityAllowed: false
    }
  }

  /// How grave a finding is.
  public enum Level: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Worth knowing; nothing is insecure.
    case note
    /// Something is insecure under circumstances.
    case warning
    /// Something is insecure.
    case error

    /// A note is less than a warning, a warning less than an error.
    public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }
}
