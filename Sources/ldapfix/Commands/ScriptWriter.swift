import ConnectorExport
import Emitter
import RewriteEngine

/// Makes scripts, for the commands that write them.
struct ScriptWriter {
  var purpose: ScriptPlan.Purpose
  var product: Product?

  /// The script for `corrections`; nil where there is nothing to do.
  func script(for corrections: [ScriptPlan.Item]) throws -> [UInt8]? {
    let plan = try ScriptPlan(corrections, purpose: purpose, product: product)
    guard !plan.isEmpty else {
      guard purpose == .rollback else { return nil }
      throw ScriptPlanError(
        file: corrections.first?.path ?? "-",
        message: "was secure already, so nothing can be rolled back",
        remedy: "give the export as it was before the correction")
    }
    return try PowerShellScript(plan, toolVersion: Version.text).bytes()
  }
}
