import ArgumentParser
import Emitter
import SystemPackage

/// `ldapfix report`: merges the JSON reports of several runs.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Merge the JSON reports of several runs into one report.",
    discussion: """
      Where a file stands in several reports, the one of the latest run counts.

      EXAMPLES
        ldapfix report part-1.json part-2.json --report all.html --report all.json
      """,
    version: Version.full)

  @Argument(help: ArgumentHelp("JSON reports of 'ldapfix batch'.", valueName: "report.json"))
  var files: [PathArgument]

  @OptionGroup var reports: ReportOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try files.refuseSecondStandardInput()
    if reports.report.isEmpty { throw ValidationError("report needs --report FILE") }
  }

  func run() throws {
    try OutputConflict(reports.paths, option: "--report").refuse(inputs: files.map(\.path))
    let console = Console(shared)
    var status = ExitStatus.success
    var merged = MergedReport()
    for file in files {
      do {
        merged.add(try read(file.path))
      } catch {
        let name =
          file.isStandardStream ? InputFile.standardInputName : RawText.text(of: file.path)
        console.report(error, input: name)
        status = status.worst(ExitStatus(error))
      }
    }
    // A report that lacks one of its parts would be taken for the whole.
    guard status == .success else { return try status.exit() }
    let records = merged.files
    var totals = RunTotals()
    for record in records { totals.add(record) }
    for path in reports.paths {
      let name = RawText.text(of: path)
      do {
        try ReportFiles.write(merged.runs, totals, records, to: path)
        console.say("\(TerminalText.escape(name)): \(totals.text)")
      } catch {
        console.report(error, input: name)
        status = status.worst(ExitStatus(error))
      }
    }
    try status.exit()
  }

  private func read(_ path: FilePath) throws -> ReadReport {
    let bytes = try InputFile.readData(argument: path)
    do {
      return try ReadReport(json: bytes)
    } catch {
      throw FileError(
        .damaged, path, error.message, remedy: "give what '--report FILE.json' has written")
    }
  }
}
