/// The forms of reports, by the ending of a file's name.
package enum RunReportForm: String, CaseIterable, Sendable {
  case html, json, csv, md

  /// The form that the name of a file asks for.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    self.init(rawValue: fileName[fileName.index(after: dot)...].lowercased())
  }

  /// What writes a report in this form.
  package var report: any RunReport {
    switch self {
    case .html: RunPage()
    case .json: RunJSON()
    case .csv: RunCSV()
    case .md: RunMarkdown()
    }
  }
}
