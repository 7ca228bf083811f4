import ConnectorExport
import RewriteEngine

/// What a run over many files comes to.
package struct ReportSummary: Sendable, Equatable {
  /// Exports that were read.
  package var files = 0
  /// Files that could not be read or are broken.
  package var failedFiles = 0
  /// XML files in folders that are no exports of Active Directory connectors.
  package var skippedFiles = 0
  package var errors = 0
  package var warnings = 0
  package var notes = 0
  /// Findings that people have accepted; they count nowhere else.
  package var suppressed = 0
  /// What a correction would change.
  package var counts = CorrectionCounts()

  package init() {}

  /// Counts a file with its findings.
  package mutating func add(_ report: FileReport) {
    files += 1
    counts += report.counts
    for finding in report.findings {
      if finding.isSuppressed {
        suppressed += 1
      } else {
        switch finding.level {
        case .error: errors += 1
        case .warning: warnings += 1
        case .note: notes += 1
        }
      }
    }
  }

  /// "3 files: 2 errors, 1 warning, 0 notes; 1 accepted; 4 other XML files skipped"
  package var text: String {
    var text =
      "\(counted(files, "file")): \(counted(errors, "error")), \(counted(warnings, "warning")), "
      + counted(notes, "note")
    if suppressed > 0 { text += "; \(suppressed) accepted" }
    if skippedFiles > 0 { text += "; \(counted(skippedFiles, "other XML file")) skipped" }
    if failedFiles > 0 { text += "; \(counted(failedFiles, "file")) could not be read" }
    return text
  }
}
