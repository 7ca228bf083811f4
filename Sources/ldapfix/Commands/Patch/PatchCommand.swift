import ArgumentParser
import ConnectorExport
import Emitter
import SystemPackage

/// `ldapfix patch`: writes the corrected export.
struct PatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch",
    abstract: "Write the corrected export.",
    usage: """
      ldapfix patch IN OUT
      ldapfix patch --in-place FILE... [--backup]
      ldapfix patch --dry-run IN
      """,
    discussion: """
      Turns signing and sealing on in every place of every Active Directory connector, and in the \
      parameters that say the same. Every other byte stays as it is; the result is parsed again and \
      proven before anything is written.

      EXAMPLES
        ldapfix patch connector.xml corrected.xml
        ldapfix patch --in-place --backup Connectors/*.xml
        ldapfix patch - - <connector.xml >corrected.xml
      """,
    version: Version.full)

  @Argument(
    help: ArgumentHelp(
      "IN and OUT, or the files to correct in place. '-' is standard input or output.",
      valueName: "file"))
  var files: [PathArgument] = []

  @OptionGroup var replacement: ReplacementOptions

  @Flag(
    help: """
      Print the preview and write nothing. Exit code 1 says that something would change, or is left for a \
      person.
      """)
  var dryRun = false

  @Flag(help: "With --in-place: skip files that are no Active Directory connector's export.")
  var skipOthers = false

  @Option(
    help: ArgumentHelp(
      "Also write the PowerShell that applies the change on the server.", valueName: "file.ps1"))
  var script: PathArgument?

  @Option(
    help: ArgumentHelp("With --script: the product that the server runs.", valueName: "product"))
  var product: ProductChoice = .auto

  @OptionGroup var standardInput: StandardInputOptions

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(standardInput, policyOptions, limitOptions)
    if dryRun { return try preview(reader, console) }
    if !replacement.inPlace { try refuseSameFile() }
    let run = PatchRun(
      reader: reader, console: console,
      options: replacement.output,
      skipsOthers: skipOthers, script: try patchScript())
    let status = replacement.inPlace ? run.replace(files) : run.write(from: files[0], to: files[1])
    try status.exit()
  }

  private func preview(_ reader: InputReader, _ console: Console) throws {
    var output = DiffOutput(format: .preview, console: console, skipsOthers: skipOthers)
    for input in replacement.inPlace ? files : Array(files.prefix(1)) {
      try output.add(name: reader.name(of: input.path)) { try reader.correction(input.path) }
    }
    try output.end().exit()
  }

  private func patchScript() throws -> PatchScript? {
    guard let script else { return nil }
    let writer = ScriptWriter(purpose: .apply, product: product.product)
    let patchScript = PatchScript(path: script.path, writer: writer)
    let inputs = replacement.inPlace ? files : Array(files.prefix(1))
    let backups = replacement.backup ? files.map { Backup.path(for: $0.path) } : []
    try patchScript.refuseOverwriting(
      inputs.map(\.path), replacement.inPlace ? backups : files.dropFirst().map(\.path))
    return patchScript
  }
}
