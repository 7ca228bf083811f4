import ArgumentParser
import ConnectorExport

/// Which product a script is for.
enum ProductChoice: String, ChoiceArgument {
  case auto
  case entraConnect = "entra-connect"
  case mim

  var product: Product? {
    switch self {
    case .auto: nil
    case .entraConnect: .entraConnect
    case .mim: .mim
    }
  }
}
