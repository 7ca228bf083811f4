/// A report on runs, piece by piece: what has been written need not be kept.
///
/// The records of files may be read several times, each time from the first to the last.
package protocol RunReport {
  /// Writes the whole report.
  ///
  /// - Parameters:
  ///   - runs: those that the records come from.
  ///   - totals: what the records come to.
  ///   - write: takes the report's text, part by part.
  func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource,
    to write: (String) throws -> Void
  ) throws
}
