/// A report as Markdown: the figures, and a table of the files that somebody has to look at.
package struct RunMarkdown: RunReport {
  package init() {}

  package func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource,
    to write: (String) throws -> Void
  ) throws {
    try write("# LDAP signing and sealing\n\n\(totals.text).\n\n")
    for run in runs { try write("- \(MarkdownText.code(run.words.joined(separator: ", ")))\n") }
    // In a dry run a place is one that would be.
    try write("\n| file | outcome | corrected | left | SHA-256 before | SHA-256 after |\n")
    try write("| --- | --- | --- | --- | --- | --- |\n")
    try files.forEachRecord { record in
      guard record.outcome != .other else { return }
      let digests = [record.sha256, record.sha256After].map { digest in
        // A report that is merged may have any text here.
        digest.map { MarkdownText.cell(String($0.unicodeScalars.prefix(16)) + "…") } ?? ""
      }
      try write(
        "| \(MarkdownText.cell(record.path)) | \(record.outcome.rawValue) "
          + "| \(record.count(.corrected) + record.count(.correctable)) | \(record.count(.left)) "
          + "| \(digests[0]) | \(digests[1]) |\n")
    }
    try files.forEachRecord { record in
      let left = record.leftForAPerson
      guard record.failure != nil || !left.isEmpty else { return }
      try write("\n## \(MarkdownText.code(record.path))\n\n")
      if let failure = record.failure { try write("- \(MarkdownText.code(failure.text))\n") }
      for finding in left {
        try write(
          "- \(finding.line):\(finding.column) "
            + MarkdownText.code("\(finding.connector), \(finding.place)")
            + ": \(MarkdownText.code(finding.message)) (\(MarkdownText.code(finding.rule)))\n")
      }
    }
  }
}
