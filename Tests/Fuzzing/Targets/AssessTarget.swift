import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML

extension CorrectionPolicy {
  /// Every policy there is.
  static let all = TLSHandling.allCases.flatMap { tls in
    [false, true].map { CorrectionPolicy(tls: tls, hardens: $0) }
  }
}

/// The export in `bytes`; nil where there is none.
func export(in bytes: [UInt8]) -> Export? { try? Export(SourceBytes(bytes), limits: .fuzzing) }

/// Findings stand within the file and do not depend on when they are made.
struct AssessTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    guard let export = export(in: bytes) else { return }
    let count = export.document.text.utf8Count
    try claim(!export.connectors.isEmpty, "an export has a connector")
    for policy in CorrectionPolicy.all {
      let assessment = Assessment(of: export, policy: policy)
      for finding in assessment.findings {
        try claim(
          finding.range.lowerBound >= 0 && finding.range.upperBound <= count
            && !finding.range.isEmpty, "a finding stands in the file")
        try claim(
          finding.place.title.utf8.count < 5_000 && finding.message.utf8.count < 5_000,
          "no sentence is without end")
      }
      let again = Assessment(of: export, policy: policy)
      try claim(
        again.findings.map(\.range) == assessment.findings.map(\.range)
          && again.findings.map(\.rule) == assessment.findings.map(\.rule),
        "a second assessment agrees")
      // What is to be kept is a part of what is to be replaced.
      try claim(
        policy.tls == .keep
          || assessment.corrected.count
            >= Assessment(of: export, policy: CorrectionPolicy(hardens: policy.hardens)).corrected
            .count,
        "who replaces TLS corrects no less")
    }
  }
}
