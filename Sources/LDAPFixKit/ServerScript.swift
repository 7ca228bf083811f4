import ConnectorExport
import Emitter
import RewriteEngine

/// What a script does on the server.
public enum ServerScriptPurpose: Sendable, Hashable {
  /// Set the corrected values.
  case apply
  /// Set the values that the export has.
  case rollback
  /// Compare the server with the export, and set nothing. For Entra Connect only.
  case audit
}

extension ConnectorDocument {
  /// The PowerShell that brings the settings of this export onto the server.
  ///
  /// - Parameters:
  ///   - name: the name of the export's file, which the script tells its reader.
  ///   - purpose: what the script does.
  ///   - product: what the server runs; nil to go by the export.
  /// - Returns: the file as it is to be stored, or nil where there is nothing for a script to do.
  /// - Throws: ``ConnectorDocumentError`` where there is no such script for this export.
  public func serverScript(
    name: String, purpose: ServerScriptPurpose = .apply, product: Product? = nil
  ) throws(ConnectorDocumentError) -> [UInt8]? {
    do {
      let plan = try ScriptPlan(
        [(name, name, correction())], purpose: purpose.plan, product: product)
      return plan.isEmpty
        ? nil : try PowerShellScript(plan, toolVersion: ToolVersion.text).bytes()
    } catch {
      throw ConnectorDocumentError(error)
    }
  }
}

extension ServerScriptPurpose {
  fileprivate var plan: ScriptPlan.Purpose {
    switch self {
    case .apply: .apply
    case .rollback: .rollback
    case .audit: .audit
    }
  }
}
