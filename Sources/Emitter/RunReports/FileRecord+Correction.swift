import ConnectorExport
import RewriteEngine
import SourceXML

extension FileRecord {
  /// The record of a correction; what was done with it is for the caller to add.
  package init(_ correction: Correction, path: String) throws {
    let report = try FileReport(correction, path: path)
    self.init(path: path, outcome: Self.outcome(of: correction))
    encoding = report.encoding.name
    values = report.counts.values
    connectors = Self.connectors(of: correction)
    findings = report.findings.map(FindingRecord.init)
  }

  private static func outcome(of correction: Correction) -> Outcome {
    if !correction.edits.isEmpty { return .corrected }
    return correction.assessment.fails ? .left : .secure
  }

  private static func connectors(of correction: Correction) -> [ConnectorRecord] {
    var byPlace: [Int: [Finding]] = [:]
    for finding in correction.assessment.findings {
      byPlace[finding.placeNumber, default: []].append(finding)
    }
    var number = 0
    return correction.export.connectors.map { connector in
      var places = connector.options.map { options in
        defer { number += 1 }
        return PlaceRecord(
          options.place, byPlace[number] ?? [], usesTLS: options.usesTLS)
      }
      // The connector as a whole is a place where something is said of it.
      if let findings = byPlace[number] {
        places.append(PlaceRecord(.connector, findings, usesTLS: false))
      }
      number += 1
      return ConnectorRecord(
        identifier: connector.label.identifier, name: connector.label.name,
        title: connector.label.title, product: connector.product.rawValue, places: places)
    }
  }
}

extension PlaceRecord {
  fileprivate init(_ place: Place, _ findings: [Finding], usesTLS: Bool) {
    kind = place.kind
    partition = place.partition
    state =
      if findings.contains(where: { $0.isInsecure && !$0.isCorrected }) {
        .left
      } else if findings.contains(where: \.isCorrected) {
        .corrected
      } else {
        usesTLS ? .tls : .secure
      }
  }
}

extension FindingRecord {
  fileprivate init(_ finding: FindingReport) {
    rule = finding.rule.rawValue
    level = finding.level.rawValue
    message = finding.message
    connector = finding.connector.title
    place = finding.place.title
    line = finding.region.start.line
    column = finding.region.start.column
    isCorrected = finding.isCorrected
    fingerprint = finding.fingerprint
  }
}

extension Excerpt {
  /// More than these do not make a report clearer.
  private static let most = 40

  /// The excerpts of a preview.
  static func all(of preview: Preview) -> [Excerpt] {
    preview.sections.lazy.flatMap { section in
      section.hunks.map { Excerpt($0, place: "\(section.connector.title), \(section.place.title)") }
    }.prefix(most).map { $0 }
  }

  private init(_ hunk: Preview.Hunk, place: String) {
    self.init(
      place: place, line: hunk.position.line, column: hunk.position.column, before: nil, after: "")
    for line in hunk.lines {
      switch line {
      case .context: continue
      case .removed(let marked): before = Self.cut(marked)
      case .added(let marked): after = Self.cut(marked)
      }
    }
  }

  private static func cut(_ marked: Preview.Marked) -> String {
    let before = marked.before.count > 60 ? marked.before.prefix(59) + "…" : marked.before[...]
    let behind = marked.behind.count > 40 ? marked.behind.prefix(39) + "…" : marked.behind[...]
    let changed = marked.changed.count > 80 ? marked.changed.prefix(79) + "…" : marked.changed[...]
    return TerminalText.escape(String(before + changed + behind))
  }
}

extension FileRecord.Failure {
  /// What went wrong, for people.
  package init(_ error: any Error) {
    let error = ErrorDescription(error)
    self.init(
      message: error.message, remedy: error.remedy, line: error.position?.line,
      column: error.position?.column)
  }

  /// "what is wrong; what to do"
  package var text: String { [message, remedy].compactMap { $0 }.joined(separator: "; ") }
}
