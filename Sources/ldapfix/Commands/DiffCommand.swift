import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// `ldapfix diff`: shows what patch would change.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what patch would change, and write nothing.",
    discussion: """
      Exit code 1 says that something would change, or that something is left for a person. \
      'unified' is a patch that 'git apply' and 'patch -p1' take; it shows whole lines as they are, and \
      these may hold account names. The other formats show no secrets.

      EXAMPLES
        ldapfix diff connector.xml
        ldapfix diff --format unified Connectors/*.xml | git apply
      """,
    version: Version.full)

  /// How differences are shown.
  enum Format: String, ChoiceArgument {
    case preview, unified, markdown, json
  }

  @Argument(
    help: ArgumentHelp("The exports; '-' is standard input.", valueName: "file"))
  var files: [PathArgument]

  @Option(help: ArgumentHelp("How to show it; preview without it.", valueName: "format"))
  var format: Format?

  @Flag(help: "Print only the names of files that would change, one a line.")
  var list = false

  @Flag(name: .customShort("0"), help: "With --list: end each name with NUL.")
  var nul = false

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinFilename: String?

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if stdinFilename != nil, !files.contains(where: \.isStandardStream) {
      throw ValidationError("--stdin-filename goes with '-' only")
    }
    if files.count(where: \.isStandardStream) > 1 {
      throw ValidationError("standard input can be read once only")
    }
    if nul, !list { throw ValidationError("-0 goes with --list only") }
    if list, format != nil { throw ValidationError("--list and --format contradict each other") }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: stdinFilename, policy: policyOptions.policy, limits: limitOptions.limits)
    var output = DiffOutput(
      format: format ?? .preview, listSeparator: list ? (nul ? "\0" : "\n") : nil, console: console)
    try output.begin()
    for file in files {
      let name = reader.name(of: file.path)
      try output.add(name: name) { try reader.correction(file.path) }
    }
    try output.end().exit()
  }
}

/// What `diff` and `patch --dry-run` print, file by file.
struct DiffOutput {
  private let format: DiffCommand.Format
  /// What ends each name where only names are wanted.
  private let listSeparator: String?
  private let console: Console
  private let skipsOthers: Bool
  private var json = JSONReport(toolVersion: Version.text)
  private var summary = ReportSummary()
  private var status = ExitStatus.success
  private var isFirst = true

  init(
    format: DiffCommand.Format, listSeparator: String? = nil, console: Console,
    skipsOthers: Bool = false
  ) {
    self.skipsOthers = skipsOthers
    self.format = format
    self.listSeparator = listSeparator
    self.console = console
  }

  mutating func begin() throws {
    guard listSeparator == nil else { return }
    switch format {
    case .preview, .unified: break
    case .markdown: try console.print(MarkdownDiff().beginning())
    case .json: try console.print(json.beginning())
    }
  }

  /// Prints the difference that `make` comes to, or says why there is none.
  mutating func add(name: String, _ make: () throws -> Correction) throws {
    do {
      let correction = try make()
      // A difference that could not be made is not shown.
      _ = try correction.corrected()
      summary.add(try FileReport(correction, path: name))
      try show(correction, name: name)
      try console.warn(
        correction.assessment.findings, file: name, in: correction.export.document.text)
      if correction.assessment.fails { status = status.worst(.findings) }
      if correction.edits.isEmpty {
        let fails = correction.assessment.fails
        console.say(
          "\(TerminalText.escape(name)): nothing would change"
            + (fails ? "; what is insecure is left for a person" : ", it is secure"))
      }
    } catch let error as FileError where error.path == OutputFile.standardOutputName {
      throw error
    } catch let other as ExportError where skipsOthers && other.isOtherDocument {
      summary.skippedFiles += 1
    } catch {
      summary.failedFiles += 1
      console.report(error, file: name)
      status = status.worst(ExitStatus(error))
    }
  }

  mutating func end() throws -> ExitStatus {
    if listSeparator == nil {
      switch format {
      case .preview, .unified: break
      case .markdown: try console.print(MarkdownDiff().ending(summary.counts))
      case .json: try console.print(json.ending(summary))
      }
    }
    if summary.counts.values > 0 { console.say("\(summary.counts.text) would change") }
    return status
  }

  private mutating func show(_ correction: Correction, name: String) throws {
    if let listSeparator {
      if !correction.edits.isEmpty { try console.printRaw(name + listSeparator) }
      return
    }
    switch format {
    case .preview:
      let preview = try Preview(of: correction)
      guard !preview.sections.isEmpty else { return }
      let text = PreviewText(style: console.outputStyle, width: Terminal.width)
        .text(preview, file: name)
      try console.print((isFirst ? "" : "\n") + text)
      isFirst = false
    case .unified:
      try showUnified(correction, name: name)
    case .markdown:
      try console.print(MarkdownDiff().part(correction, path: name))
    case .json:
      try console.print(json.part(FileReport(correction, path: name)))
    }
  }

  private func showUnified(_ correction: Correction, name: String) throws {
    let encoding = correction.export.document.text.encoding
    if !correction.edits.isEmpty, !UnifiedDiff.applies(to: encoding) {
      console.say(
        "\(TerminalText.escape(name)): the diff of a file in \(encoding.name) is for reading; git and "
          + "patch cannot apply it, 'ldapfix patch' can")
    }
    let diff = UnifiedDiff(of: correction, name: RawText.bytes(of: name)).bytes
    guard console.outputStyle.isColored || Terminal.isTerminal(.standardOutput) else {
      return try OutputFile.writeToStandardOutput(diff)
    }
    try console.print(TerminalDiff.text(diff, style: console.outputStyle))
  }
}
