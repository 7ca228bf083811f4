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
