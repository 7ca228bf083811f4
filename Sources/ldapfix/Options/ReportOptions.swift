import ArgumentParser
import Emitter
import SystemPackage

/// The reports to write, for the commands that write reports on runs.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a report; the name ends in .html, .json, .csv or .md. Can be repeated.",
      valueName: "file"))
  var report: [PathArgument] = []

  var paths: [FilePath] { report.map(\.path) }

  /// Refuses names that say no form, and one name twice.
  func validate() throws {
    guard Set(paths.map { $0.lexicallyNormalized() }).count == paths.count else {
      throw ValidationError("two reports have one name")
    }
    for path in paths where RunReportForm(fileName: RawText.text(of: path)) == nil {
      let endings = RunReportForm.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw ValidationError(
        "--report \(TerminalText.escape(path)): a report's name ends in one of " + endings)
    }
  }
}
