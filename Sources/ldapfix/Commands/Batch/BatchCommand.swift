import ArgumentParser
import ConnectorExport
import Emitter
import SourceXML
import SystemPackage

/// `ldapfix batch`: corrects many exports side by side.
struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Correct many exports side by side, with a report.",
    usage: """
      ldapfix batch PATH... --output-dir DIR [--copy-others]
      ldapfix batch PATH... --in-place [--backup]
      ldapfix batch PATH... --dry-run
      """,
    discussion: """
      Each result keeps the path of its export in DIR: servers/a.xml becomes DIR/servers/a.xml. A second \
      run does only what is missing or out of date, by the files' bytes. A file that fails is named, and the \
      others are done; the exit code is then 1. Ctrl-C finishes the files in flight and writes the reports; \
      a second one stops at once.

      EXAMPLES
        ldapfix batch servers --output-dir out --report report.html
        ldapfix batch servers --output-dir out --copy-others --script-dir scripts
        ldapfix batch --in-place --backup servers
        ldapfix batch --dry-run servers
      """,
    version: Version.full)

  @OptionGroup var inputs: InputOptions

  @Option(help: ArgumentHelp("Where the corrected files go.", valueName: "dir"))
  var outputDir: PathArgument?

  @OptionGroup var replacement: ReplacementOptions

  @Flag(help: "Print the preview and write nothing but reports.")
  var dryRun = false

  @Flag(help: "With --output-dir: also copy the files that need no correction, byte for byte.")
  var copyOthers = false

  @OptionGroup var reports: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Write the PowerShell of each server, a folder of exports.", valueName: "dir"))
  var scriptDir: PathArgument?

  @Option(
    help: ArgumentHelp("With --script-dir: the product of the servers.", valueName: "product"))
  var product: ProductChoice = .auto

  @Option(
    name: [.long, .customShort("j", allowingJoined: true)],
    help: ArgumentHelp(
      "Files at work at once; as many as processors if not given, and more gain nothing.",
      valueName: "n")
  )
  var jobs: Int?

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func run() throws {
    let console = Console(shared)
    do {
      try run(console)
    } catch let error as FileError {
      console.report(error, input: InputFile.standardInputName)
      try ExitStatus(error).exit()
    }
  }

  private func run(_ console: Console) throws {
    let paths = try inputs.allPaths()
    let tree = outputDir.map { OutputTree(root: $0.path) }
    let output = try tree.flatMap { try FileAttributes.ofOutput($0.root) }
    try refuseOwnOutput(paths, output)
    let (all, errors) = try inputs.allFiles(at: paths, omitting: output)
    try refuseConflicts(all, tree)
    let unknown = try tree.map { try prepare($0, for: all) } ?? [:]
    // They may stand in the output folder, which is there now.
    let reportFiles = try ReportFiles(reports.paths, run: record)
    let files = inputs.part(
      of: distinct(all), keepsFolders: scriptDir != nil, ignoresSizes: tree == nil)
    var run = BatchRun(
      files: files.filter { unknown[$0.path] == nil }, corrector: corrector(tree),
      jobs: effectiveJobs, reports: reportFiles, console: console,
      scripts: scripts, showsProgress: !shared.quiet)
    for error in errors { run.fail(error, at: error.path) }
    for file in files {
      if let error = unknown[file.path] { run.fail(error, at: file.path) }
    }
    try run.correctAll()
    try run.end().exit()
  }

  private var record: RunRecord {
    RunRecord(
      folder: Environment.folder, toolVersion: Version.text,
      mode: dryRun ? .dryRun : replacement.inPlace ? .inPlace : .outputFolder,
      sslBind: policyOptions.sslBind.rawValue, hardens: policyOptions.harden,
      jobs: effectiveJobs, shard: inputs.shard)
  }

  /// More threads than processors gain nothing, and each needs memory and open files.
  private var effectiveJobs: Int { min(jobs ?? .max, Environment.processors) }

  private func corrector(_ tree: OutputTree?) -> FileCorrector {
    let destination: FileCorrector.Destination =
      if dryRun {
        .nowhere
      } else if let tree {
        .tree(tree, copiesOthers: copyOthers, replacement.output)
      } else {
        .inPlace(replacement.output)
      }
    return FileCorrector(
      policy: policyOptions.policy, limits: limitOptions.limits, destination: destination,
      isDetailed: !reports.report.isEmpty, skipsOthers: inputs.skipOthers,
      scripts: scriptDir == nil ? nil : FileCorrector.ScriptRequest(product: product.product))
  }

  var scripts: ServerScripts? { scriptDir.map { ServerScripts(root: $0.path) } }
}
