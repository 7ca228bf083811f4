import ConnectorExport
import RewriteEngine

/// Findings as commands that a CI system shows beside the lines of a change.
package struct AnnotationReport: ReportFormat {
  /// Whose commands.
  package enum System: Sendable {
    /// GitHub Actions (workflow commands).
    case github
    /// Azure Pipelines (logging commands).
    case azure
  }

  /// GitHub shows ten errors and ten warnings a step; notes are notices, with a limit of their own.
  private static let githubLimit = 10

  private let system: System
  private var shown: [Rule.Level: Int] = [:]
  private var hidden = 0
  private var gravestHidden = Rule.Level.note

  package init(_ system: System) { self.system = system }

  package mutating func part(_ report: FileReport) -> String {
    var text = ""
    for finding in report.findings where !finding.isSuppressed {
      // One of each kind is kept for the line that says how many more there are.
      let limit = Self.githubLimit - 1
      if system == .github, shown[finding.level, default: 0] >= limit {
        hidden += 1
        gravestHidden = max(gravestHidden, finding.level)
        continue
      }
      shown[finding.level, default: 0] += 1
      text += annotation(finding, path: RelativePath.withoutDot(report.path))
    }
    return text
  }

  package mutating func ending(_ summary: ReportSummary) -> String {
    guard hidden > 0 else { return "" }
    return
      "::\(Self.githubKind(gravestHidden)) title=ldapfix::\(counted(hidden, "more finding")) not shown here; "
      + "run 'ldapfix check' or see the job summary for all of them\n"
  }

  private func annotation(_ finding: FindingReport, path: String) -> String {
    let start = finding.region.start, end = finding.region.end
    let message = TerminalText.escape(finding.sentence)
    switch system {
    case .github:
      let properties = [
        "file=\(Self.githubProperty(path))", "line=\(start.line)", "col=\(start.utf16Column)",
        "endLine=\(end.line)", "endColumn=\(end.utf16Column)",
        "title=\(Self.githubProperty("ldapfix \(finding.rule.rawValue)"))",
      ]
      return "::\(Self.githubKind(finding.level)) \(properties.joined(separator: ","))::"
        + "\(Self.githubMessage(message))\n"
    case .azure:
      let properties = [
        "type=\(finding.level == .error ? "error" : "warning")",
        "sourcepath=\(Self.azureProperty(path))", "linenumber=\(start.line)",
        "columnnumber=\(start.utf16Column)", "code=\(finding.rule.rawValue)",
      ]
      return "##vso[task.logissue \(properties.joined(separator: ";"));]"
        + "\(Self.azureMessage(message))\n"
    }
  }

  private static func githubKind(_ level: Rule.Level) -> String {
    switch level {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  /// The escaping of `@actions/core` for what stands behind `::`.
  private static func githubMessage(_ text: String) -> String {
    escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  /// The same for properties, which also end with a colon or a comma.
  private static func githubProperty(_ text: String) -> String {
    escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  /// The escaping of `azure-pipelines-task-lib` for what stands behind the bracket.
  private static func azureMessage(_ text: String) -> String {
    escape(text, ["%": "%AZP25", "\r": "%0D", "\n": "%0A"])
  }

  /// The same for properties, which also end with a semicolon or a bracket.
  private static func azureProperty(_ text: String) -> String {
    escape(text, ["%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"])
  }

  private static func escape(_ text: String, _ codes: [Unicode.Scalar: String]) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if let code = codes[scalar] { escaped += code } else { escaped.unicodeScalars.append(scalar) }
    }
    return escaped
  }
}
