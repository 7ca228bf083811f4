import ConnectorExport

/// Findings as JSON, in the form that `report.schema.json` of the documentation describes.
package struct JSONReport: ReportFormat {
  /// The version of the form; it changes when a reader of an older one would be misled.
  package static let version = 1

  private let toolVersion: String
  private var isFirst = true

  package init(toolVersion: String) { self.toolVersion = toolVersion }

  package mutating func beginning() throws -> String {
    "{\"version\":\(Self.version),\"tool\":\(try JSONText.line(Tool(version: toolVersion))),\"files\":["
  }

  package mutating func part(_ report: FileReport) throws -> String {
    defer { isFirst = false }
    return (isFirst ? "\n" : ",\n") + (try JSONText.line(File(report)))
  }

  package mutating func ending(_ summary: ReportSummary) throws -> String {
    "\n],\"summary\":\(try JSONText.line(Summary(summary)))}\n"
  }

  private struct Tool: Encodable {
    var name = "ldapfix"
    var version: String
  }

  private struct Summary: Encodable {
    var files, failedFiles, skippedFiles, errors, warnings, notes, accepted: Int
    var connectors, places, values: Int

    init(_ summary: ReportSummary) {
      files = summary.files
      failedFiles = summary.failedFiles
      skippedFiles = summary.skippedFiles
      errors = summary.errors
      warnings = summary.warnings
      notes = summary.notes
      accepted = summary.suppressed
      connectors = summary.counts.connectors
      places = summary.counts.places
      values = summary.counts.values
    }
  }

  private struct File: Encodable {
    var path, encoding: String
    var findings: [FindingEntry]

    init(_ report: FileReport) {
      path = report.path
      encoding = report.encoding.name
      findings = report.findings.map(FindingEntry.init)
    }
  }

  private struct FindingEntry: Encodable {
    var rule, level, message, fingerprint: String
    var connector: ConnectorEntry
    var place: PlaceEntry
    var region: RegionEntry
    var isCorrected, isAccepted: Bool
    var edits: [EditEntry]

    init(_ finding: FindingReport) {
      rule = finding.rule.rawValue
      level = finding.level.rawValue
      message = finding.message
      fingerprint = finding.fingerprint
      connector = ConnectorEntry(
        identifier: finding.connector.identifier, name: finding.connector.name,
        product: finding.product?.rawValue)
      place = PlaceEntry(
        kind: finding.place.kind, partition: finding.place.partition,
        partitionIdentifier: finding.partitionIdentifier, dialog: finding.place.dialog)
      region = RegionEntry(finding.region)
      isCorrected = finding.isCorrected
      isAccepted = finding.isSuppressed
      edits = finding.edits.map {
        EditEntry(region: RegionEntry($0.region), replacement: $0.replacement)
      }
    }
  }

  private struct ConnectorEntry: Encodable {
    var identifier, name: String
    var product: String?
  }

  private struct PlaceEntry: Encodable {
    var kind: String
    var partition, partitionIdentifier, dialog: String?
  }

  private struct EditEntry: Encodable {
    var region: RegionEntry
    var replacement: String
  }

  private struct RegionEntry: Encodable {
    var line, column, endLine, endColumn, byteOffset, byteLength: Int

    init(_ region: Region) {
      line = region.start.line
      column = region.start.column
      endLine = region.end.line
      endColumn = region.end.column
      byteOffset = region.start.offset
      byteLength = region.end.offset - region.start.offset
    }
  }
}
