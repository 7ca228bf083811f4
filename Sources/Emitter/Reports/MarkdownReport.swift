import ConnectorExport

/// Findings as Markdown, for the summary of a job.
package struct MarkdownReport: ReportFormat {
  private var hasTable = false

  package init() {}

  package mutating func beginning() -> String { "## ldapfix: LDAP signing and sealing\n\n" }

  package mutating func part(_ report: FileReport) -> String {
    let findings = report.findings.filter { !$0.isSuppressed }
    guard !findings.isEmpty else { return "" }
    var text = ""
    if !hasTable {
      text += "| level | where | connector and place | what | corrected by `patch` |\n"
      text += "| --- | --- | --- | --- | --- |\n"
      hasTable = true
    }
    // A message is of the program's own words, so it needs no escape.
    for finding in findings {
      let start = finding.region.start
      text +=
        "| \(finding.level.rawValue) "
        + "| \(MarkdownText.cell("\(report.path):\(start.line):\(start.column)")) "
        + "| \(MarkdownText.cell("\(finding.connector.title), \(finding.place.title)")) "
        + "| \(finding.message) (`\(finding.rule.rawValue)`) "
        + "| \(finding.isCorrected ? "yes" : "no") |\n"
    }
    return text
  }

  package mutating func ending(_ summary: ReportSummary) -> String {
    (hasTable ? "\n" : "") + "\(summary.text).\n"
  }
}
