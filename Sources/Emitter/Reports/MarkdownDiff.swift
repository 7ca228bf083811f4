import ConnectorExport
import RewriteEngine

/// A correction as a comment on a pull request: a table of what changes, and the preview folded.
package struct MarkdownDiff {
  private static let width = 120

  package init() {}

  package func beginning() -> String { "### ldapfix: signing and sealing of LDAP traffic\n\n" }

  /// - Parameter path: the name of the file.
  package func part(_ correction: Correction, path: String) throws -> String {
    let preview = try Preview(of: correction)
    let left = correction.assessment.leftForAPerson
    guard !preview.sections.isEmpty || !left.isEmpty else { return "" }
    var text = "**\(MarkdownText.code(path))**\n\n"
    if !preview.sections.isEmpty {
      text += "| connector | place | dialog | values |\n| --- | --- | --- | ---: |\n"
      for section in preview.sections {
        text +=
          "| \(MarkdownText.cell(section.connector.title)) "
          + "| \(MarkdownText.cell(section.place.title)) | \(section.place.dialog ?? "–") "
          + "| \(section.hunks.count) |\n"
      }
      text += "\n"
    }
    for finding in left {
      let place = MarkdownText.code("\(finding.connector.title), \(finding.place.title)")
      text += "- left for a person: \(place): \(finding.message) (`\(finding.rule.rawValue)`)\n"
    }
    if !left.isEmpty { text += "\n" }
    guard !preview.sections.isEmpty else { return text }
    let lines = PreviewText(style: .plain, width: Self.width, margin: .none)
      .text(preview, file: path)
    return text + "<details><summary>what changes</summary>\n\n"
      + MarkdownText.block(lines, language: "diff") + "\n</details>\n\n"
  }

  package func ending(_ counts: CorrectionCounts) -> String {
    counts.values == 0 ? "Nothing would change.\n" : "\(counts.text) would change.\n"
  }
}
