/// What a correction may touch beside signing and sealing.
public struct CorrectionPolicy: Sendable, Hashable {
  /// What to do with a connection that uses TLS.
  public enum TLSHandling: String, Sendable, Hashable, CaseIterable {
    /// Leave it alone: TLS protects it, and a domain controller refuses signing and sealing inside TLS
    /// (MS-ADTS 5.1.1.1.2).
    case keep
    /// Turn TLS off, and signing and sealing on.
    case replace
  }

  /// What to do with a connection that uses TLS.
  public var tls: TLSHandling
  /// Whether to set `allow-low-security` to 0.
  public var hardens: Bool

  /// A policy; by default it touches nothing but signing and sealing.
  public init(tls: TLSHandling = .keep, hardens: Bool = false) {
    self.tls = tls
    self.hardens = hardens
  }
}
