import ArgumentParser
import Emitter
import SystemPackage

/// The reports that a run is to write at its end, and the records that they are made of.
struct ReportFiles {
  private(set) var run: RunRecord
  private(set) var totals = RunTotals()
  private let paths: [FilePath]
  private let spool: RecordSpool?
  /// Why the records are not complete.
  private var failure: (any Error)?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// Refuses names that say no form, and one name twice.
  static func check(_ paths: [PathArgument]) throws {
    guard Set(paths.map { $0.path.lexicallyNormalized() }).count == paths.count else {
      throw ValidationError("two reports have one name")
    }
    for path in paths where RunReportForm(fileName: RawText.text(of: path.path)) == nil {
      let endings = RunReportForm.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw ValidationError(
        "--report \(TerminalText.escape(RawText.text(of: path.path))): a report's name ends in one of "
          + endings)
    }
  }

  /// - Throws: ``FileError`` where a report could not be written at the end: better now than then.
  init(_ paths: [FilePath], run: RunRecord) throws {
    self.paths = paths
    self.run = run
    start = clock.now
    for path in paths {
      try OutputFolder.checkWritable(path)
      OutputFolder.clean(OutputFolder.of(path))
    }
    spool = try paths.first.map { try RecordSpool(in: OutputFolder.of($0)) }
  }

  /// Adds a file. Where there is no room for its record the run goes on, and there will be no report.
  mutating func add(_ record: FileRecord) {
    var record = record
    record.run = run.identifier
    totals.add(record)
    guard failure == nil else { return }
    do {
      try spool?.append(record)
    } catch {
      failure = error
    }
  }

  /// Writes all reports.
  ///
  /// - Returns: what went wrong.
  mutating func write(isInterrupted: Bool) -> [any Error] {
    let elapsed = (clock.now - start).components
    run.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    run.isInterrupted = isInterrupted
    if let failure { return [failure] }
    guard let spool else { return [] }
    return paths.compactMap { path in
      do {
        try Self.write([run], totals, spool, to: path)
        return nil
      } catch {
        return error
      }
    }
  }

  static func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource, to path: FilePath
  ) throws {
    guard let form = RunReportForm(fileName: RawText.text(of: path)) else { return }
    try OutputFile.create(path) { write in
      try form.report.write(runs, totals, files, to: write)
    }
  }
}
