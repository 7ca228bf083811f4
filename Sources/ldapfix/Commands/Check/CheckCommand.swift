import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// `ldapfix check`: audits files and folders.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Audit files and folders: the command for CI.",
    discussion: """
      Prints what is insecure. Exit code 1 says that something is; notes alone do not fail the run. In \
      folders, XML that is no export of an Active Directory connector is skipped and counted.

      EXAMPLES
        ldapfix check Connectors
        ldapfix check --format sarif Connectors >ldapfix.sarif
        ldapfix check --write-baseline accepted.json Connectors
        ldapfix check --baseline accepted.json --strict-baseline Connectors
      """,
    version: Version.full)

  /// How findings are written.
  enum Format: String, ChoiceArgument {
    case text, json, sarif, github, azure, markdown
  }

  @OptionGroup var inputs: InputOptions

  @Option(help: ArgumentHelp("How to write the findings; text without it.", valueName: "format"))
  var format: Format?

  @Flag(help: "Print only the names of files with findings that fail, one a line.")
  var list = false

  @Flag(help: "Findings do not fail the run; errors of input still do.")
  var exitZero = false

  @Option(
    help: ArgumentHelp("Leave out the findings that this file lists.", valueName: "file.json"))
  var baseline: PathArgument?

  @Option(
    help: ArgumentHelp("Record all findings that fail in this file.", valueName: "file.json"))
  var writeBaseline: PathArgument?

  @Flag(help: "With --baseline: fail where it lists findings that are no more.")
  var strictBaseline = false

  @OptionGroup var standardInput: StandardInputOptions

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let console = Console(shared)
    var run = CheckRun(
      reader: InputReader(standardInput, policyOptions, limitOptions),
      skipsOthers: inputs.skipOthers, format: makeFormat(console), console: console)
    var isRecorded = false
    do {
      if let baseline { run.baseline = try BaselineFile.read(baseline.path) }
      try checkFiles(&run)
      isRecorded = try writeBaseline(of: run, console)
    } catch let error as FileError {
      console.report(error, input: InputFile.standardInputName)
      try run.status.worst(ExitStatus(error)).exit()
    }
    if baseline != nil { run.reportStale(isError: strictBaseline) }
    let verdict = CheckVerdict(
      run: run, inputs: inputs, policy: policyOptions.policy, limits: limitOptions,
      baseline: baseline)
    verdict.sayLastWords(console, recorded: isRecorded)
    let findingsFail = run.fails && !isRecorded
    if !exitZero, findingsFail || (strictBaseline && run.hasStale) {
      run.status = run.status.worst(.findings)
    }
    try run.status.exit()
  }

  private func checkFiles(_ run: inout CheckRun) throws {
    let (files, errors) = try inputs.files()
    if let writeBaseline {
      try OutputConflict([writeBaseline.path], option: "--write-baseline")
        .refuse(inputs: files.map(\.path) + (inputs.filesFrom.map { [$0.path] } ?? []))
      try BaselineFile.refuseOther(writeBaseline.path)
    }
    for error in errors { run.fail(error, file: error.name) }
    try run.begin()
    for file in files { try run.check(file) }
    try run.end()
  }

  /// - Returns: whether a baseline was written. One that lacks the findings of files that could not be read
  ///   is none: in the place of an older one it would lose what people have accepted.
  private func writeBaseline(of run: CheckRun, _ console: Console) throws -> Bool {
    guard let path = writeBaseline?.path else { return false }
    guard run.summary.failedFiles == 0 else {
      let error = try BaselineFile.incomplete(path)
      console.report(error, input: error.name)
      return false
    }
    try BaselineFile.write(run.failing, to: path)
    let count = counted(run.failing.keys.count, "finding")
    console.say("\(TerminalText.escape(path)): \(count) recorded")
    return true
  }

  private func makeFormat(_ console: Console) -> any ReportFormat {
    if list { return NameList(separator: inputs.nul ? "\0" : "\n") }
    return switch format ?? .text {
    case .text: CompilerText(style: console.outputStyle)
    case .json: JSONReport(toolVersion: Version.text)
    case .sarif: SARIFReport(toolVersion: Version.text)
    case .github: AnnotationReport(.github)
    case .azure: AnnotationReport(.azure)
    case .markdown: MarkdownReport()
    }
  }
}
