import ArgumentParser
import ConnectorExport

/// What a correction may touch beside signing and sealing.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What to do with a connection that uses TLS: 'keep' leaves it alone, 'replace' turns TLS off, and \
      signing and sealing on.
      """, valueName: "handling"))
  var sslBind: CorrectionPolicy.TLSHandling = .keep

  @Flag(help: "Also set allow-low-security to 0.")
  var harden = false

  var policy: CorrectionPolicy { CorrectionPolicy(tls: sslBind, hardens: harden) }
}

extension CorrectionPolicy.TLSHandling: ChoiceArgument {}
