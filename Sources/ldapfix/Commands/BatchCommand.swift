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

  @Flag(help: "Correct the files themselves.")
  var inPlace = false

  @Flag(help: "Print the preview and write nothing but reports.")
  var dryRun = false

  @Flag(help: "With --output-dir: also copy the files that need no correction, byte for byte.")
  var copyOthers = false

  @Flag(
    help: "With --in-place: keep each original as FILE.bak; one that exists is never overwritten.")
  var backup = false

  @Flag(help: "Replace a file that has several names (hard links), under this name only.")
  var cutHardLinks = false

  @Option(
    help: ArgumentHelp(
      "Write a report; the name ends in .html, .json, .csv or .md. Can be repeated.",
      valueName: "file"))
  var report: [PathArgument] = []

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

  func validate() throws {
    try validateDestination()
    try validateInputs()
    if scriptDir == nil, product != .auto {
      throw ValidationError("--product goes with --script-dir only")
    }
    if let jobs, !(1...1_024).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 1024")
    }
    try ReportFiles.check(report)
  }

  private func validateDestination() throws {
    if outputDir == nil, !inPlace, !dryRun {
      throw ValidationError("batch needs --output-dir DIR, --in-place or --dry-run")
    }
    if outputDir != nil, inPlace {
      throw ValidationError("--output-dir and --in-place contradict each other")
    }
    if copyOthers, outputDir == nil {
      throw ValidationError("--copy-others goes with --output-dir only")
    }
    if backup, !inPlace { throw ValidationError("--backup goes with --in-place only") }
    if dryRun, cutHardLinks || backup || copyOthers || scriptDir != nil {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup, --copy-others, --cut-hard-links or "
          + "--script-dir")
    }
    for path in [outputDir, scriptDir].compactMap({ $0 }) where path.isStandardStream {
      throw ValidationError("a folder has a name; '-' is none")
    }
  }

  private func validateInputs() throws {
    if inputs.readsStandardInput {
      throw ValidationError("batch is for files and folders; use: ldapfix patch - -")
    }
    if inputs.nul, inputs.filesFrom == nil {
      throw ValidationError("-0 goes with --files-from only")
    }
  }

  func run() throws {
    let console = Console(shared)
    do {
      try run(console)
    } catch let error as FileError {
      console.report(error, file: error.name)
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
    let reports = try ReportFiles(report.map(\.path), run: record)
    let files = inputs.part(
      of: distinct(all), keepsFolders: scriptDir != nil, ignoresSizes: tree == nil)
    var run = BatchRun(
      files: files.filter { unknown[$0.path] == nil }, corrector: corrector(tree),
      jobs: effectiveJobs, reports: reports, console: console,
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
      folder: Terminal.folder, toolVersion: Version.text,
      mode: dryRun ? .dryRun : inPlace ? .inPlace : .outputFolder,
      sslBind: policyOptions.sslBind.rawValue, hardens: policyOptions.harden,
      jobs: effectiveJobs, shard: inputs.shard)
  }

  /// More threads than processors gain nothing, and each needs memory and open files.
  private var effectiveJobs: Int { min(jobs ?? .max, Terminal.processors) }

  private func corrector(_ tree: OutputTree?) -> FileCorrector {
    let options = OutputFile.Options(keepsBackup: backup, cutsHardLinks: cutHardLinks)
    let destination: FileCorrector.Destination =
      if dryRun {
        .nowhere
      } else if let tree {
        .tree(tree, copiesOthers: copyOthers, options)
      } else {
        .inPlace(options)
      }
    return FileCorrector(
      policy: policyOptions.policy, limits: limitOptions.limits, destination: destination,
      isDetailed: !report.isEmpty, skipsOthers: inputs.skipOthers,
      scripts: scriptDir == nil ? nil : FileCorrector.ScriptRequest(product: product.product))
  }

  private var scripts: ServerScripts? { scriptDir.map { ServerScripts(root: $0.path) } }

  /// Refuses reports and scripts in the place of an input or a result, and results in that of the list.
  private func refuseConflicts(_ files: [FoundFile], _ tree: OutputTree?) throws {
    let list = inputs.filesFrom.map { [$0.path] } ?? []
    let results = tree.map { tree in files.map { tree.path(for: $0) } } ?? []
    let outputs = [
      try OutputConflict(report.map(\.path), option: "--report"),
      try OutputConflict(scripts?.paths(for: files) ?? [], option: "--script-dir"),
    ]
    for output in outputs {
      try output.refuse(files: files)
      try output.refuse(inputs: list)
      try output.refuse(results: results)
    }
    if !list.isEmpty {
      try OutputConflict(results, option: "--output-dir").refuse(inputs: list)
    }
  }

  private func refuseOwnOutput(_ paths: [FilePath], _ output: FileAttributes?) throws {
    guard let output else { return }
    for path in paths {
      // A path that cannot be looked at fails by itself.
      if let input = FileAttributes.ifKnown(path), input.isSameFile(as: output) {
        throw ValidationError("the output folder is the input's; use --in-place")
      }
    }
  }

  /// Refuses results that would meet, and makes the folder.
  ///
  /// - Returns: the files of which nobody can tell, by their paths.
  private func prepare(
    _ tree: OutputTree, for files: [FoundFile]
  ) throws -> [FilePath: FileError] {
    do {
      var unknown = try tree.check(files, distinguishesCase: true)
      if dryRun { return unknown }
      try OutputFolder.make(tree.root)
      OutputFolder.clean(tree.root)
      if !OutputTree.distinguishesCase(in: tree.root) {
        unknown.merge(try tree.check(files, distinguishesCase: false)) { first, _ in first }
      }
      return unknown
    } catch let error as OutputTree.Collision {
      let names = [error.first, error.second, error.output]
        .map { ShellText.quote($0) }
      throw ValidationError(
        "\(names[0]) and \(names[1]) meet in \(names[2]); name a folder above both, or run twice")
    }
  }

  /// In place, a file is corrected once, under whatever names it was given.
  private func distinct(_ files: [FoundFile]) -> [FoundFile] {
    guard inPlace else { return files }
    var seen: Set<FileIdentity> = []
    return files.filter { file in file.identity.map { seen.insert($0).inserted } ?? true }
  }
}
