import ConnectorExport
import RewriteEngine
import SourceXML

/// What there is to say about one export: the model from which every report is rendered.
package struct FileReport: Sendable {
  /// The path as the user gave it, or a folder and the path in it.
  package var path: String
  package var encoding: SourceEncoding
  /// In the order in which they stand in the file.
  package var findings: [FindingReport]
  /// What a correction would change.
  package var counts: CorrectionCounts

  /// - Parameter baseline: findings that people have accepted.
  package init(_ correction: Correction, path: String, baseline: Baseline = Baseline()) throws {
    let text = correction.export.document.text
    let places = try Places(
      of: correction.plan.flatMap { [$0.finding.range] + $0.edits.map(\.range) }, in: text)
    let connectors = correction.export.connectors
    var seen: [FindingKey: Int] = [:]
    self.path = path
    encoding = text.encoding
    counts = CorrectionCounts(correction)
    let inPlaceOrder = correction.plan.map { planned in
      let finding = planned.finding
      let key = FindingKey(finding)
      seen[key, default: 0] += 1
      return FindingReport(
        finding, key: key, product: connectors.first { $0.label == finding.connector }?.product,
        region: places[finding.range],
        edits: planned.edits.map {
          EditReport(
            region: places[$0.range], replacement: String(decoding: $0.replacement, as: UTF8.self))
        },
        fingerprint: key.fingerprint(occurrence: seen[key] ?? 1),
        isSuppressed: baseline.accepts(key))
    }
    findings = inPlaceOrder.sorted { $0.region.start.offset < $1.region.start.offset }
  }

  /// Whether something is insecure or would change, and nobody has accepted it.
  package var fails: Bool { findings.contains(where: \.fails) }
  /// Whether something would change.
  package var changes: Bool { findings.contains(where: \.isCorrected) }

  /// The regions of many ranges, found in one pass.
  private struct Places {
    private var positions: [Int: SourcePosition] = [:]

    init(of ranges: [Range<Int>], in text: SourceText) throws {
      let offsets = Set(ranges.flatMap { [$0.lowerBound, $0.upperBound] }).sorted()
      for (offset, position) in zip(offsets, try text.positions(of: offsets)) {
        positions[offset] = position
      }
    }

    subscript(range: Range<Int>) -> Region {
      let none = SourcePosition(line: 1, column: 1, offset: 0)
      return Region(
        start: positions[range.lowerBound] ?? none, end: positions[range.upperBound] ?? none)
    }
  }
}
