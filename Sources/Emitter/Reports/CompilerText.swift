import ConnectorExport

/// Findings as compilers write them: `file:line:column: error: … [rule]`.
package struct CompilerText: ReportFormat {
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  package mutating func part(_ report: FileReport) -> String {
    report.findings.filter { !$0.isSuppressed }.map { finding in
      let start = finding.region.start
      // As a whole: a file called ":" would begin a command of a CI system with the colon behind it.
      let place = TerminalText.escape("\(report.path):\(start.line):\(start.column):")
      return "\(style.bold(place)) \(level(finding.level)) "
        + "\(TerminalText.escape(finding.sentence)) [\(finding.rule.rawValue)]\n"
    }.joined()
  }

  private func level(_ level: Rule.Level) -> String {
    let word = "\(level.rawValue):"
    return switch level {
    case .error: style.error(word)
    case .warning: style.warning(word)
    case .note: style.note(word)
    }
  }
}
