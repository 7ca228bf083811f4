#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A report as one page of HTML that needs nothing from elsewhere, and reads without its script.
///
/// The page is a template of this target; `{{name}}` in it stands for what this type writes.
package struct RunPage: RunReport {
  package init() {}

  package func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource,
    to write: (String) throws -> Void
  ) throws {
    for (index, part) in Self.parts.enumerated() {
      guard index > 0, let end = part.firstRange(of: "}}") else {
        try write(String(part))
        continue
      }
      switch part[..<end.lowerBound] {
      case "styleDigest": try write(Self.styleDigest)
      case "scriptDigest": try write(Self.scriptDigest)
      case "runs": try write(runs.map(Self.line).joined())
      case "figures": try write(Self.figures(totals))
      case "picture": try EstatePicture(totals).write(files, to: write)
      case "outcomes": try write(Self.outcomes)
      case "rows": try files.forEachRecord { try write(RunPageRow(record: $0).html) }
      case let name: throw TemplateError(name: String(name))
      }
      try write(String(part[end.upperBound...]))
    }
  }

  /// A name in the template that stands for nothing: a defect.
  struct TemplateError: Error {
    var name: String
  }

  private static let template = String(decoding: PackageResources.Report_html, as: UTF8.self)
  private static let parts = template.split(separator: "{{", omittingEmptySubsequences: false)

  private static let styleDigest = digest(of: "style")
  private static let scriptDigest = digest(of: "script")

  /// What the policy of the page allows: this element's text and no other.
  private static func digest(of element: String) -> String {
    guard let start = template.firstRange(of: "<\(element)>"),
      let end = template[start.upperBound...].firstRange(of: "</\(element)>")
    else { return "" }
    let digest = SHA256.digest(of: Array(template[start.upperBound..<end.lowerBound].utf8))
    return Data(digest).base64EncodedString()
  }

  private static func line(_ run: RunRecord) -> String {
    "<li>\(HTMLText.escape(run.words.joined(separator: " · ")))</li>"
  }

  private static func figures(_ totals: RunTotals) -> String {
    [
      ("", "files", totals.files), ("corrected", "files corrected", totals.corrected),
      ("correctable", "files to be corrected", totals.correctable),
      ("", "secure already", totals.secure), ("left", "left for a person", totals.left),
      ("failed", "failed", totals.failed), ("", "other XML", totals.other),
      ("", "connectors", totals.connectors), ("", "places", totals.places),
      ("corrected", "places corrected", totals.placesCorrected),
      ("correctable", "places to be corrected", totals.placesCorrectable),
      ("left", "places left for a person", totals.placesLeft), ("", "values", totals.values),
      ("left", "results of an earlier run", totals.stale),
      ("", "output was there already", totals.upToDate),
    ].filter { $0.2 > 0 || $0.0.isEmpty }.map { kind, label, number in
      "<div class=\"\(kind)\"><dt>\(label)</dt><dd>\(RunPageRow.grouped(number))</dd></div>"
    }.joined()
  }

  private static let outcomes = FileRecord.Outcome.allCases.map {
    "<option value=\"\($0.rawValue)\">\(RunPageRow.words(for: $0))</option>"
  }.joined()
}
