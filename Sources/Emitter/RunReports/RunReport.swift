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

/// The records of files, in the order of their reports.
package protocol RecordSource {
  /// Calls `body` with one record after the other.
  func forEachRecord(_ body: (FileRecord) throws -> Void) throws
}

extension [FileRecord]: RecordSource {
  package func forEachRecord(_ body: (FileRecord) throws -> Void) throws { try forEach(body) }
}

/// The forms of reports, by the ending of a file's name.
package enum RunReportForm: String, CaseIterable, Sendable {
  case html, json, csv, md

  /// The form that the name of a file asks for.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    self.init(rawValue: fileName[fileName.index(after: dot)...].lowercased())
  }

  package var report: any RunReport {
    switch self {
    case .html: RunPage()
    case .json: RunJSON()
    case .csv: RunCSV()
    case .md: RunMarkdown()
    }
  }
}
