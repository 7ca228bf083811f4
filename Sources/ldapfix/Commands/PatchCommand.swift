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
    version: Version.text)

  @Argument(
    help: ArgumentHelp(
      "IN and OUT, or the files to correct in place. '-' is standard input or output.",
      valueName: "file"))
  var files: [String] = []

  @Flag(help: "Correct the files themselves.")
  var inPlace = false

  @Flag(
    help: "With --in-place: keep each original as FILE.bak; one that exists is never overwritten.")
  var backup = false

  @Flag(
    help: "Print the unified diff and write nothing. Exit code 1 says that something would change.")
  var dryRun = false

  @Flag(help: "Replace a file that has several names (hard links), under this name only.")
  var cutHardLinks = false

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinFilename: String?

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if inPlace {
      if files.isEmpty { throw ValidationError("--in-place needs at least one file") }
      if files.contains("-") {
        throw ValidationError("--in-place cannot change standard input; use: ldapfix patch - -")
      }
    } else if dryRun ? !(1...2).contains(files.count) : files.count != 2 {
      throw ValidationError(
        dryRun
          ? "--dry-run needs one input; several go with --in-place"
          : "patch needs IN and OUT, or --in-place and files")
    }
    if backup, !inPlace { throw ValidationError("--backup goes with --in-place only") }
    if dryRun, backup || cutHardLinks {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup or --cut-hard-links")
    }
    if stdinFilename != nil, files.first != "-" {
      throw ValidationError("--stdin-filename goes with '-' as the input only")
    }
  }

  func run() throws {
    let console = Console(shared)
    var status = ExitStatus.success
    for input in inPlace ? files : [files[0]] {
      let name = input == "-" ? stdinFilename ?? "<stdin>" : input
      do {
        status = status.worst(try patch(input, name: name, console))
      } catch let refused as ValidationError {
        throw refused
      } catch {
        console.report(error, file: errorName(error, input: name))
        status = status.worst(ExitStatus(error))
      }
    }
    try status.exit()
  }

  /// A file error names the file that it is about, which may be the output.
  private func errorName(_ error: any Error, input: String) -> String {
    guard let error = error as? FileError, error.path != "-" else { return input }
    return error.path.string
  }

  private func patch(_ input: String, name: String, _ console: Console) throws -> ExitStatus {
    let file =
      input == "-" ? try InputFile.readStandardInput() : try InputFile.read(FilePath(input))
    if !inPlace, !dryRun { try refuseSameFile(file) }
    let correction = try Correction(
      of: Export(file.bytes), policy: policyOptions.policy)
    let text = correction.export.document.text
    if dryRun {
      _ = try correction.correctedBytes()
      try OutputFile.writeToStandardOutput(UnifiedDiff(of: correction, name: name).bytes)
    } else {
      try write(correction, from: file, input: input)
    }
    try console.warn(correction.assessment.findings, file: name, in: text)
    summarise(correction, name: name, console)
    return dryRun && !correction.edits.isEmpty ? .findings : .success
  }

  private func write(_ correction: Correction, from file: InputFile, input: String) throws {
    let bytes = try correction.correctedBytes()
    let options = OutputFile.Options(keepsBackup: backup, cutsHardLinks: cutHardLinks)
    if !inPlace, files[1] == "-" {
      try OutputFile.writeToStandardOutput(bytes.contents)
    } else if !inPlace {
      try OutputFile.create(FilePath(files[1]), from: file, bytes: bytes, options: options)
    } else if !correction.edits.isEmpty {
      try OutputFile.replace(FilePath(input), file, with: bytes, options: options)
    }
  }

  private func summarise(_ correction: Correction, name: String, _ console: Console) {
    let shownName = TerminalText.escape(name)
    for line in CorrectionSummary(correction).lines { console.say(line) }
    if correction.edits.isEmpty {
      let isSecure = !correction.assessment.fails
      console.say("\(shownName): \(isSecure ? "secure already, " : "")nothing to correct")
    } else {
      let values = correction.edits.count
      console.say(
        "\(shownName): \(values) value\(values == 1 ? "" : "s") "
          + (dryRun ? "would be corrected" : "corrected, every other byte as it was"))
    }
  }

  /// Reading and writing the same file is what `--in-place` is for, with all that it promises.
  private func refuseSameFile(_ file: InputFile) throws {
    guard files[1] != "-", let existing = try? FileAttributes.of(FilePath(files[1])),
      existing.kind == .regular, existing.isSameFile(as: file.attributes)
    else { return }
    throw ValidationError("IN and OUT are the same file; use: ldapfix patch --in-place \(files[0])")
  }
}
