import ConnectorExport
import SourceXML

/// An export, what is wrong with it, and the edits that put it right.
package struct Correction {
  package let export: Export
  package let policy: CorrectionPolicy
  /// What is wrong with the export under the policy.
  package let assessment: Assessment
  /// The findings in their order, each with what corrects it.
  package let plan: [PlannedFinding]
  /// The edits in ascending order; none of them touches another. Empty where nothing is to be done.
  package let edits: [Edit]

  /// Assesses `export` and plans the edits.
  package init(of export: Export, policy: CorrectionPolicy) throws {
    let assessment = Assessment(of: export, policy: policy)
    let planner = EditPlanner(export: export)
    plan = assessment.findings.map { finding in
      PlannedFinding(
        finding: finding,
        steps: finding.changes.map { .init(change: $0, edits: planner.edits(for: $0)) })
    }
    let planned = plan.flatMap(\.edits).sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for (edit, next) in zip(planned, planned.dropFirst())
    where edit.range.upperBound > next.range.lowerBound {
      throw ProofError(claim: "edits do not overlap", offset: next.range.lowerBound)
    }
    self.export = export
    self.policy = policy
    self.assessment = assessment
    edits = try Self.stored(planned, in: export.document.text)
  }

  /// The same correction with other edits: what a defect would plan, for the tests of the proof.
  package init(_ correction: Correction, edits: [Edit]) {
    export = correction.export
    policy = correction.policy
    assessment = correction.assessment
    plan = correction.plan
    self.edits = edits
  }

  /// The corrected document, proven: see ``Proof``. The input itself where nothing is to be done.
  ///
  /// - Throws: ``ProofError`` where the result is not what it must be; there is no result then.
  package func corrected() throws -> SplicedBytes {
    let bytes = export.document.text.bytes
    guard !edits.isEmpty else { return SplicedBytes(bytes) }
    let result = try splice(bytes, edits)
    try Proof(of: result, correcting: self).check()
    return result
  }

  /// The same in one piece.
  package func correctedBytes() throws -> SourceBytes { try corrected().joined() }

  /// Adds to each edit where it stands in the stored bytes.
  private static func stored(_ edits: [TextEdit], in text: SourceText) throws -> [Edit] {
    let offsets = try text.storedOffsets(
      of: edits.flatMap { [$0.range.lowerBound, $0.range.upperBound] })
    return try edits.enumerated().map { index, edit in
      Edit(
        range: edit.range, replacement: edit.replacement,
        storedRange: offsets[2 * index]..<offsets[2 * index + 1],
        storedReplacement: try text.encode(edit.replacement))
    }
  }
}
