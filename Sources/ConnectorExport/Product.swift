/// The product whose server wrote an export.
public enum Product: String, Sendable, Hashable, CaseIterable {
  /// Microsoft Entra Connect Sync, formerly Azure AD Connect; its exports have parameter twins.
  case entraConnect = "entra-connect"
  /// Microsoft Identity Manager and its forerunners FIM and MIIS; their exports have no twins.
  case mim

  /// The name that people know.
  public var displayName: String {
    switch self {
    case .entraConnect: "Microsoft Entra Connect"
    case .mim: "Microsoft Identity Manager"
    }
  }
}
