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

  @Flag(help: "Correct the files themselves.")
  var inPlace = false

  @Flag(
    help: "With --in-place: keep each original as FILE.bak; one that exists is never overwritten.")
  var backup = false

  @Flag(
    help: "Print the preview and write nothing. Exit code 1 says that something would change.")
  var dryRun = false

  @Flag(help: "Replace a file that has several names (hard links), under this name only.")
  var cutHardLinks = false

  @Flag(help: "With --in-place: skip files that are no Active Directory connector's export.")
  var skipOthers = false

  @Option(
    help: ArgumentHelp(
      "Also write the PowerShell that applies the change on the server.", valueName: "file.ps1"))
  var script: PathArgument?

  @Option(
    help: ArgumentHelp("With --script: the product that the server runs.", valueName: "product"))
  var product: ProductChoice = .auto

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinFilename: String?

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try validateFiles()
    try validateScript()
    if dryRun, backup || cutHardLinks {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup or --cut-hard-links")
    }
    if stdinFilename != nil, files.first?.isStandardStream != true {
      throw ValidationError("--stdin-filename goes with '-' as the input only")
    }
  }

  private func validateFiles() throws {
    if inPlace {
      if files.isEmpty { throw ValidationError("--in-place needs at least one file") }
      if files.contains(where: \.isStandardStream) {
        throw ValidationError("--in-place cannot change standard input; use: ldapfix patch - -")
      }
    } else if dryRun ? !(1...2).contains(files.count) : files.count != 2 {
      throw ValidationError(
        dryRun
          ? "--dry-run needs one input; several go with --in-place"
          : "patch needs IN and OUT, or --in-place and files")
    }
    if backup, !inPlace { throw ValidationError("--backup goes with --in-place only") }
    if skipOthers, !inPlace { throw ValidationError("--skip-others goes with --in-place only") }
  }

  private func validateScript() throws {
    guard script != nil else {
      if product != .auto { throw ValidationError("--product goes with --script only") }
      return
    }
    if dryRun {
      throw ValidationError("--dry-run writes nothing, so it does not go with --script")
    }
    if files.contains(where: \.isStandardStream) {
      throw ValidationError("--script names each export by its file, so it does not go with '-'")
    }
    if skipOthers {
      throw ValidationError(
        "--script needs every file to be an export, so it does not go with --skip-others")
    }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: stdinFilename, policy: policyOptions.policy, limits: limitOptions.limits)
    if dryRun { return try preview(reader, console) }
    if !inPlace { try refuseSameFile() }
    let run = PatchRun(
      reader: reader, console: console,
      options: OutputFile.Options(keepsBackup: backup, cutsHardLinks: cutHardLinks),
      skipsOthers: skipOthers, script: try patchScript())
    let status = inPlace ? run.replace(files) : run.write(from: files[0], to: files[1])
    try status.exit()
  }

  private func preview(_ reader: InputReader, _ console: Console) throws {
    var output = DiffOutput(format: .preview, console: console, skipsOthers: skipOthers)
    for input in inPlace ? files : Array(files.prefix(1)) {
      try output.add(name: reader.name(of: input.path)) { try reader.correction(input.path) }
    }
    try output.end().exit()
  }

  private func patchScript() throws -> PatchScript? {
    guard let script else { return nil }
    let writer = ScriptWriter(purpose: .apply, product: product.product)
    let patchScript = PatchScript(path: script.path, writer: writer)
    let inputs = inPlace ? files : Array(files.prefix(1))
    let backups = backup ? files.map { Backup.path(for: $0.path) } : []
    try patchScript.refuseOverwriting(
      inputs.map(\.path), inPlace ? backups : files.dropFirst().map(\.path))
    return patchScript
  }

  /// Reading and writing the same file is what `--in-place` is for, with all that it promises.
  private func refuseSameFile() throws {
    let input =
      try
      (files[0].isStandardStream
      ? FileAttributes.ofStandardInput() : FileAttributes.ofInput(files[0].path))
    let output =
      try
      (files[1].isStandardStream
      ? FileAttributes.ofStandardOutput() : FileAttributes.ofOutput(files[1].path))
    guard let input, let output, output.kind == .regular, output.isSameFile(as: input) else {
      return
    }
    // A redirect tells no name that --in-place could take.
    let name = files.first { !$0.isStandardStream && !$0.path.starts(with: "/dev") }
    throw ValidationError(
      "IN and OUT are the same file; use: ldapfix patch --in-place "
        + (name.map { ShellText.quote($0.path) } ?? "FILE"))
  }
}
