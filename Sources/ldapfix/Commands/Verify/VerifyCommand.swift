import ArgumentParser
import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML

/// `ldapfix verify`: proves that only connection options differ.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that two exports differ in connection options only, and that one is secure.",
    discussion: """
      Compares what an XML parser reports of the two files, so that PATCHED may come from any tool. Exit \
      code 1 says that other content differs, and where, or that PATCHED is not secure. Where content is \
      the same and other bytes stand for it (quotes, line ends, encoding), it says so and exits 0.

      EXAMPLES
        ldapfix verify connector.xml corrected.xml
        git show HEAD:connector.xml | ldapfix verify - connector.xml --bytes
      """,
    version: Version.full)

  @Argument(help: ArgumentHelp("The export as it was; '-' is standard input."))
  var original: PathArgument

  @Argument(help: ArgumentHelp("The export as it is now; '-' is standard input."))
  var patched: PathArgument

  @Flag(help: "Fail also where the content is the same and bytes outside the options are not.")
  var bytes = false

  @OptionGroup var standardInput: StandardInputOptions

  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    let streams = [original, patched].filter(\.isStandardStream).count
    if streams > 1 { throw ValidationError("only one of the two can be standard input") }
    try standardInput.refuseUnused(isRead: streams > 0)
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: standardInput.stdinFilename, policy: CorrectionPolicy(),
      limits: limitOptions.limits)
    let names = [original, patched].map { reader.name(of: $0.path) }
    var status = ExitStatus.success
    var exports: [Export] = []
    for (file, name) in zip([original, patched], names) {
      do {
        exports.append(try reader.export(in: reader.read(file.path)))
      } catch {
        console.report(error, input: name)
        status = status.worst(ExitStatus(error))
      }
    }
    guard exports.count == 2 else { return try status.exit() }
    do {
      let verification = try Verification(original: exports[0], patched: exports[1])
      let report = try FileReport(
        Correction(of: exports[1], policy: reader.policy), path: names[1])
      let verdict = VerificationText(
        outcome: verification.outcome, names: (names[0], names[1]), isSecure: !report.fails)
      try console.print(verdict.lines(console.outputStyle))
      if report.fails {
        var text = CompilerText(style: console.outputStyle)
        try console.print(text.part(report))
      }
      console.say(verdict.summary)
      if verdict.fails(bytes: bytes) { status = .findings }
    } catch {
      console.report(error, input: names[1])
      status = ExitStatus(error)
    }
    try status.exit()
  }
}
