import ConnectorExport
import Emitter
import RewriteEngine

/// One run of `ldapfix check`: it reads file after file and prints each before the next is read.
struct CheckRun {
  let reader: InputReader
  /// Whether a file that is named and no export is skipped like one in a folder.
  let skipsOthers: Bool
  var format: any ReportFormat
  let console: Console
  var baseline = Baseline()
  var status = ExitStatus.success
  private(set) var summary = ReportSummary()
  /// The findings that fail, as a baseline would record them.
  private(set) var failing = Baseline()
  /// The files that patch would change, up to as many as a command names.
  private(set) var correctable: [String] = []
  /// How many files patch would change, named here or not.
  private(set) var correctableCount = 0
  /// Whether standard input is among them.
  private(set) var correctsStandardInput = false
  /// Every finding seen, whether the baseline lists it or not.
  private var met: Set<FindingKey> = []

  /// More names than this are not put into a command for people.
  private static let namesInCommand = 8

  init(
    reader: InputReader, skipsOthers: Bool, format: any ReportFormat, console: Console
  ) {
    self.reader = reader
    self.skipsOthers = skipsOthers
    self.format = format
    self.console = console
  }

  /// Whether a finding fails the run.
  var fails: Bool { !failing.keys.isEmpty }
  /// What the baseline lists though it is no more.
  var stale: Set<FindingKey> { baseline.keys.subtracting(met) }
  var hasStale: Bool { !stale.isEmpty }

  mutating func begin() throws { try console.print(format.beginning()) }

  mutating func end() throws { try console.print(format.ending(summary)) }

  /// Reads a file and prints what there is to say of it; one that cannot be read is told of, and the run goes
  /// on.
  mutating func check(_ file: FoundFile) throws {
    let name = reader.name(of: file.path)
    do {
      let correction = try reader.correction(file.path)
      let report = try FileReport(correction, path: name, baseline: baseline)
      for finding in report.findings {
        met.insert(finding.key)
        if finding.fails { failing.insert(finding.key) }
      }
      if report.findings.contains(where: { $0.isCorrected && !$0.isSuppressed }) {
        correctableCount += 1
        if file.path == "-" { correctsStandardInput = true }
        if correctable.count < Self.namesInCommand { correctable.append(name) }
      }
      summary.add(report)
      let part = try format.part(report)
      try format.isRaw ? console.printPath(part) : console.print(part)
    } catch let error as ExportError where (skipsOthers || !file.isNamed) && error.isOtherDocument {
      summary.skippedFiles += 1
      console.detail("\(TerminalText.escape(name)): skipped: \(TerminalText.escape(error.message))")
    } catch let error as FileError where error.path == OutputFile.standardOutputName {
      throw error
    } catch {
      fail(error, file: name)
    }
  }

  /// Says that a file could not be looked at; the run goes on.
  mutating func fail(_ error: any Error, file: String) {
    summary.failedFiles += 1
    console.report(error, input: file)
    status = status.worst(ExitStatus(error))
  }

  /// Says what the baseline lists and is fixed.
  func reportStale(isError: Bool) {
    for key in stale.sorted() {
      let line =
        "the baseline lists a finding that is no more: "
        + TerminalText.escape("\(key.connector), \(key.place)")
        + " [\(TerminalText.escape(key.rule))]"
      if isError { console.warn(line) } else { console.say(line) }
    }
  }
}
