import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
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
    if dryRun, script != nil {
      throw ValidationError("--dry-run writes nothing, so it does not go with --script")
    }
    if script != nil, files.contains(where: \.isStandardStream) {
      throw ValidationError("--script names each export by its file, so it does not go with '-'")
    }
    if script != nil, skipOthers {
      throw ValidationError(
        "--script needs every file to be an export, so it does not go with --skip-others")
    }
    if script == nil, product != .auto {
      throw ValidationError("--product goes with --script only")
    }
    if dryRun, backup || cutHardLinks {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup or --cut-hard-links")
    }
    if stdinFilename != nil, files.first?.isStandardStream != true {
      throw ValidationError("--stdin-filename goes with '-' as the input only")
    }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: stdinFilename, policy: policyOptions.policy, limits: limitOptions.limits)
    let inputs = inPlace ? files : Array(files.prefix(1))
    if dryRun {
      var output = DiffOutput(format: .preview, console: console, skipsOthers: skipOthers)
      for input in inputs {
        try output.add(name: reader.name(of: input.path)) { try reader.correction(input.path) }
      }
      return try output.end().exit()
    }
    var status = ExitStatus.success
    var isScriptNew = false
    if !inPlace { try refuseSameFile() }
    if let patchScript {
      try patchScript.refuseOverwriting(files)
      do {
        isScriptNew = try patchScript.write(for: inputs, reader, console)
      } catch {
        // Without the script that was asked for nothing is corrected.
        console.report(error, file: scriptErrorName(error))
        return try ExitStatus(error).exit()
      }
    }
    for input in inputs {
      let name = reader.name(of: input.path)
      do {
        try patch(input, name: name, reader, console)
      } catch let other as ExportError where skipOthers && other.isOtherDocument {
        console.detail(
          "\(TerminalText.escape(name)): skipped: \(TerminalText.escape(other.message))")
      } catch let refused as ValidationError {
        throw refused
      } catch {
        console.report(error, file: errorName(error, input: name))
        status = status.worst(ExitStatus(error))
      }
    }
    if isScriptNew, !inPlace, status != .success { patchScript?.remove() }
    try status.exit()
  }

  private var patchScript: PatchScript? {
    script.map {
      PatchScript(path: $0.path, writer: ScriptWriter(purpose: .apply, product: product.product))
    }
  }

  private func scriptErrorName(_ error: any Error) -> String {
    if let error = error as? ScriptPlanError { return error.file }
    return errorName(error, input: files.first.map { RawText.text(of: $0.path) } ?? "-")
  }

  /// A file error names the file that it is about, which may be the output.
  private func errorName(_ error: any Error, input: String) -> String {
    guard let error = error as? FileError, error.path != "-" else { return input }
    return RawText.text(of: error.path)
  }

  private func patch(
    _ input: PathArgument, name: String, _ reader: InputReader, _ console: Console
  ) throws {
    if inPlace { try OutputFile.checkReplaceable(input.path) }
    let file = try reader.read(input.path)
    let correction = try Correction(of: reader.export(in: file), policy: policyOptions.policy)
    try write(correction, from: file, input: input)
    try console.warn(
      correction.assessment.findings, file: name, in: correction.export.document.text)
    summarise(correction, name: name, console)
  }

  private func write(
    _ correction: Correction, from file: InputFile, input: PathArgument
  ) throws {
    let bytes = try correction.corrected()
    let options = OutputFile.Options(keepsBackup: backup, cutsHardLinks: cutHardLinks)
    if inPlace {
      if !correction.edits.isEmpty {
        try OutputFile.replace(input.path, file, with: bytes, options: options)
      }
    } else if files[1].isStandardStream {
      try OutputFile.writeToStandardOutput(document: bytes)
    } else {
      try OutputFile.create(files[1].path, from: file, bytes: bytes, options: options)
    }
  }

  private func summarise(_ correction: Correction, name: String, _ console: Console) {
    let shownName = TerminalText.escape(name)
    for line in CorrectionSummary(correction).lines { console.say(line) }
    if correction.edits.isEmpty {
      let isSecure = !correction.assessment.fails
      console.say("\(shownName): \(isSecure ? "secure already, " : "")nothing to correct")
    } else {
      let values = CorrectionCounts(correction).values
      console.say(
        "\(shownName): \(counted(values, "value")) corrected, "
          + "every other byte as it was")
    }
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
    throw ValidationError(
      "IN and OUT are the same file; use: ldapfix patch --in-place "
        + ShellText.quote(RawText.text(of: files[0].path)))
  }
}
