import ConnectorExport
import RewriteEngine

/// Findings as SARIF 2.1.0 (OASIS), with fixes whose replacements make the corrected file.
package struct SARIFReport: ReportFormat {
  private let toolVersion: String
  private var isFirst = true

  package init(toolVersion: String) { self.toolVersion = toolVersion }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  package mutating func beginning() throws -> String {
    let driver = Driver(version: toolVersion, rules: Rule.allCases.map { RuleEntry(RuleGuide($0)) })
    return "{\"$schema\":\"\(Self.schema)\",\"version\":\"2.1.0\",\"runs\":[{"
      + "\"tool\":{\"driver\":\(try JSONText.line(driver))},"
      + "\"columnKind\":\"utf16CodeUnits\",\"results\":["
  }

  package mutating func part(_ report: FileReport) throws -> String {
    let location = ArtifactLocation(uri: Self.uri(report.path))
    var text = ""
    for finding in report.findings {
      text += isFirst ? "\n" : ",\n"
      isFirst = false
      text += try JSONText.line(ResultEntry(finding, in: location))
    }
    return text
  }

  package mutating func ending(_ summary: ReportSummary) throws -> String {
    "\n],\"invocations\":[\(try JSONText.line(Invocation(failedFiles: summary.failedFiles)))]}]}\n"
  }

  /// A path as a URI reference: relative as it is, absolute with the scheme `file`.
  static func uri(_ path: String) -> String {
    let path = RelativePath.withoutDot(path)
    let encoded = RawText.bytes(of: path).map { byte -> String in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        return String(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }.joined()
    return ASCIIText.hasPrefix("/", in: path) ? "file://" + encoded : encoded
  }
}

// MARK: - The tool

private struct Driver: Encodable {
  var name = "ldapfix"
  var version: String
  var rules: [RuleEntry]
}

private struct Text: Encodable {
  var text: String
}

private struct RuleEntry: Encodable {
  struct Configuration: Encodable { var level: String }

  var id: String
  var shortDescription, fullDescription, help: Text
  var helpUri: String
  var defaultConfiguration: Configuration

  init(_ guide: RuleGuide) {
    id = guide.rule.rawValue
    shortDescription = Text(text: guide.title + ".")
    fullDescription = Text(text: guide.why)
    help = Text(
      text: "\(guide.why)\n\nBy hand: \(guide.byHand)\n\nldapfix patch: \(guide.patch)\n\n"
        + "Sources: \(guide.known)")
    helpUri = RuleGuide.page
    defaultConfiguration = Configuration(level: guide.rule.level.rawValue)
  }
}

/// Whether all files could be read: where not, an alert that is absent is not a finding that is fixed.
private struct Invocation: Encodable {
  struct Notification: Encodable {
    var level = "error"
    var message: Text
  }

  var executionSuccessful: Bool
  var toolExecutionNotifications: [Notification]?

  init(failedFiles: Int) {
    executionSuccessful = failedFiles == 0
    guard failedFiles > 0 else { return }
    toolExecutionNotifications = [
      Notification(
        message: Text(
          text: "\(counted(failedFiles, "file")) could not be read; see standard error."))
    ]
  }
}

// MARK: - The results

private struct ArtifactLocation: Encodable {
  var uri: String
}

private struct RegionEntry: Encodable {
  var startLine, startColumn, endLine, endColumn, byteOffset, byteLength: Int

  init(_ region: Region) {
    startLine = region.start.line
    startColumn = region.start.utf16Column
    endLine = region.end.line
    endColumn = region.end.utf16Column
    byteOffset = region.start.offset
    byteLength = region.end.offset - region.start.offset
  }
}

private struct LocationEntry: Encodable {
  struct Physical: Encodable {
    var artifactLocation: ArtifactLocation
    var region: RegionEntry
  }
  struct Logical: Encodable {
    var fullyQualifiedName: String
    var kind: String
  }

  var physicalLocation: Physical
  var logicalLocations: [Logical]
}

private struct FixEntry: Encodable {
  struct Change: Encodable {
    var artifactLocation: ArtifactLocation
    var replacements: [Replacement]
  }
  struct Replacement: Encodable {
    var deletedRegion: RegionEntry
    var insertedContent: Text
  }

  var description: Text
  var artifactChanges: [Change]
}

private struct ResultEntry: Encodable {
  struct Suppression: Encodable {
    var kind = "external"
    var status = "accepted"
  }

  var ruleId, level: String
  var ruleIndex: Int
  var message: Text
  var locations: [LocationEntry]
  var partialFingerprints: [String: String]
  var fixes: [FixEntry]?
  var suppressions: [Suppression]?

  init(_ finding: FindingReport, in location: ArtifactLocation) {
    ruleId = finding.rule.rawValue
    ruleIndex = Rule.allCases.firstIndex(of: finding.rule) ?? -1
    level = finding.level.rawValue
    message = Text(text: TerminalText.escape(finding.sentence) + ".")
    locations = [
      LocationEntry(
        physicalLocation: .init(
          artifactLocation: location, region: RegionEntry(finding.region)),
        logicalLocations: [
          .init(
            fullyQualifiedName: "\(finding.connector.title)/\(finding.place.title)",
            kind: "element")
        ])
    ]
    partialFingerprints = ["connectorPlaceRule/v1": finding.fingerprint]
    suppressions = finding.isSuppressed ? [Suppression()] : nil
    guard finding.isCorrected else { return }
    let replacements = finding.edits.sorted { $0.region.start.offset < $1.region.start.offset }
      .map {
        FixEntry.Replacement(
          deletedRegion: RegionEntry($0.region), insertedContent: Text(text: $0.replacement))
      }
    fixes = [
      FixEntry(
        description: Text(text: RuleGuide(finding.rule).patch),
        artifactChanges: [.init(artifactLocation: location, replacements: replacements)])
    ]
  }
}
