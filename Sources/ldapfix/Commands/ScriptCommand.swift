import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// `ldapfix script`: prints the PowerShell for the server.
struct ScriptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "script",
    abstract: "Print the PowerShell that applies the corrected settings on the server.",
    discussion: """
      The script is complete: it checks rights, backs up, applies, reads back and restarts the service, and \
      takes -WhatIf. All files go into one script, so give the exports of one server. What has been tried of \
      it, and what not, stands in its help.

      EXAMPLES
        ldapfix script Connectors/Connector_*.xml >apply.ps1
        ldapfix script --audit Connectors/Connector_*.xml >audit.ps1
        ldapfix script --rollback connector.xml >rollback.ps1
      """,
    version: Version.full)

  @Argument(
    help: ArgumentHelp(
      "The exports as the server wrote them; '-' is standard input.", valueName: "file"))
  var files: [PathArgument]

  @Option(help: ArgumentHelp("The product that the server runs.", valueName: "product"))
  var product: ProductChoice = .auto

  @Flag(help: "The script that restores the values of the exports.")
  var rollback = false

  @Flag(help: "The script that only reads, and compares the server with the exports.")
  var audit = false

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try files.refuseSecondStandardInput()
    if rollback, audit { throw ValidationError("--rollback and --audit contradict each other") }
    if audit, policyOptions.policy != CorrectionPolicy() {
      throw ValidationError(
        "--audit changes nothing, so it does not go with --ssl-bind or --harden")
    }
    if audit, product == .mim {
      throw ValidationError(
        "--audit is for Entra Connect: no public cmdlet of MIM reads the setting")
    }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: nil, policy: policyOptions.policy, limits: limitOptions.limits)
    var status = ExitStatus.success
    var corrections: [ScriptPlan.Item] = []
    for file in files {
      let name = reader.name(of: file.path)
      do {
        corrections.append((name, file.baseName, try reader.correction(file.path)))
      } catch {
        console.report(error, input: name)
        status = status.worst(ExitStatus(error))
      }
    }
    // Half of what was asked for is not a script that somebody should run.
    guard status == .success else { return try status.exit() }
    do {
      let writer = ScriptWriter(
        purpose: rollback ? .rollback : audit ? .audit : .apply, product: product.product)
      guard let script = try writer.script(for: corrections) else {
        return console.say("secure already, nothing for a script to do")
      }
      try OutputFile.writeToStandardOutput(script)
    } catch {
      console.report(error, input: "-")
      try ExitStatus(error).exit()
    }
  }
}
