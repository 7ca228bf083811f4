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

  @OptionGroup var standardInput: StandardInputOptions

  @OptionGroup var policyOptions: PolicyOptions
  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try standardInput.refuseUnused(isRead: files.contains(where: \.isStandardStream))
    try files.refuseSecondStandardInput()
    if nul, !list { throw ValidationError("-0 goes with --list only") }
    if list, format != nil { throw ValidationError("--list and --format contradict each other") }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(standardInput, policyOptions, limitOptions)
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
