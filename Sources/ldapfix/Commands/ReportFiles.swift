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
    run.seconds = (clock.now - start) / .seconds(1)
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

  /// Writes one report, in the form that its name asks for.
  ///
  /// - Throws: ``FileError``; what stood there is then as it was.
  static func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource, to path: FilePath
  ) throws {
    guard let form = RunReportForm(fileName: RawText.text(of: path)) else { return }
    try OutputFile.create(path) { write in
      try form.report.write(runs, totals, files, to: write)
    }
  }
}
