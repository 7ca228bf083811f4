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

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinFilename: String?

  @OptionGroup var limitOptions: LimitOptions
  @OptionGroup var shared: SharedOptions

  func validate() throws {
    let streams = [original, patched].filter(\.isStandardStream).count
    if streams > 1 { throw ValidationError("only one of the two can be standard input") }
    if stdinFilename != nil, streams == 0 {
      throw ValidationError("--stdin-filename goes with '-' only")
    }
  }

  func run() throws {
    let console = Console(shared)
    let reader = InputReader(
      standardInputName: stdinFilename, policy: CorrectionPolicy(), limits: limitOptions.limits)
    let names = [original, patched].map { reader.name(of: $0.path) }
    var status = ExitStatus.success
    var exports: [Export] = []
    for (file, name) in zip([original, patched], names) {
      do {
        exports.append(try reader.export(in: reader.read(file.path)))
      } catch {
        console.report(error, file: name)
        status = status.worst(ExitStatus(error))
      }
    }
    guard exports.count == 2 else { return try status.exit() }
    do {
      let verification = try Verification(original: exports[0], patched: exports[1])
      let report = try FileReport(
        Correction(of: exports[1], policy: reader.policy), path: names[1])
      let verdict = VerificationText(
        outcome: verification.outcome, rawNames: names, names: names.map(TerminalText.escape),
        isSecure: !report.fails)
      try console.print(verdict.lines(console.outputStyle))
      if report.fails {
        var text = CompilerText(style: console.outputStyle)
        try console.print(text.part(report))
      }
      console.say(verdict.summary)
      if verdict.fails(bytes: bytes) { status = .findings }
    } catch {
      console.report(error, file: names[1])
      status = ExitStatus(error)
    }
    try status.exit()
  }
}

/// What `ldapfix verify` has to say.
private struct VerificationText {
  var outcome: Verification.Outcome
  /// Of ORIGINAL and PATCHED.
  var rawNames: [String]
  /// The same, safe to show.
  var names: [String]
  var isSecure: Bool

  func fails(bytes: Bool) -> Bool {
    switch outcome {
    case .same: !isSecure
    case .otherBytes: bytes || !isSecure
    case .otherContent: true
    }
  }

  /// One line per file with the place of the first difference; none where only options differ.
  func lines(_ style: TextStyle) -> String {
    switch outcome {
    case .same:
      return ""
    case .otherBytes(let places):
      let words = "same content, other bytes"
      return line(0, places.original, words, style) + line(1, places.patched, words, style)
    case .otherContent(let difference, let places):
      return line(0, places.original, "other content: " + difference.left.title, style)
        + line(1, places.patched, "other content: " + difference.right.title, style)
    }
  }

  private func line(
    _ index: Int, _ position: SourcePosition, _ words: String, _ style: TextStyle
  ) -> String {
    // Escaped as a whole: a file called ":" would begin a command of a CI system with the colon behind.
    style.bold(TerminalText.escape("\(rawNames[index]):\(position.line):\(position.column):"))
      + " \(words)\n"
  }

  var summary: String {
    let comparison =
      switch outcome {
      case .same: "the same but for connection options, byte for byte"
      case .otherBytes: "the same but for connection options, in other bytes"
      case .otherContent: "not the same: more than connection options differs"
      }
    return "\(names[0]), \(names[1]): \(comparison); \(names[1]) is \(isSecure ? "" : "not ")secure"
  }
}

extension ContentPlace {
  /// What stands there, in words.
  fileprivate var title: String {
    let path = TerminalText.escape(path)
    return switch kind {
    case .element: "element \(path)"
    case .end: "end of \(path)"
    case .attribute: "attribute \(path)"
    case .text: "text in \(path)"
    case .comment: "comment in \(path)"
    case .instruction: "processing instruction in \(path)"
    case .documentEnd: "end of the document"
    }
  }
}
