import ConnectorExport
import SourceXML

/// An export, what is wrong with it, and the edits that put it right.
package struct Correction {
  package let export: Export
  package let policy: CorrectionPolicy
  package let assessment: Assessment
  /// The edits in ascending order; none of them touches another. Empty where nothing is to be done.
  package let edits: [Edit]

  /// Assesses `export` and plans the edits.
  package init(of export: Export, policy: CorrectionPolicy) throws {
    let assessment = Assessment(of: export, policy: policy)
    let planner = EditPlanner(export: export)
    let planned = assessment.findings
      .flatMap(\.changes)
      .flatMap { planner.edits(for: $0) }
      .sorted {
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
    self.edits = edits
  }

  /// The corrected document, proven: see ``Proof``. The input itself where nothing is to be done.
  ///
  /// - Throws: ``ProofError`` where the result is not what it must be; there is no result then.
  package func correctedBytes() throws -> SourceBytes {
    let text = export.document.text
    guard !edits.isEmpty else { return text.bytes }
    let result = splice(text.bytes, edits)
    try Proof(of: result, correcting: self).check()
    return result
  }

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

/// `bytes` with every edit made, in the encoding in which they are stored.
///
/// - Parameter edits: in ascending order, none overlapping another.
package func splice(_ bytes: SourceBytes, _ edits: [Edit]) -> SourceBytes {
  let removed = edits.reduce(0) { $0 + $1.storedRange.count }
  let added = edits.reduce(0) { $0 + $1.storedReplacement.count }
  return bytes.withUnsafeBytes { source in
    SourceBytes(capacity: source.count - removed + added) { target in
      var written = 0
      func copy(_ piece: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: target[written..<(written + piece.count)])
          .copyMemory(from: piece)
        written += piece.count
      }
      var read = 0
      for edit in edits {
        copy(
          UnsafeRawBufferPointer(
            UnsafeBufferPointer(rebasing: source[read..<edit.storedRange.lowerBound])))
        edit.storedReplacement.withUnsafeBytes(copy)
        read = edit.storedRange.upperBound
      }
      copy(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: source[read...])))
      return written
    }
  }
}
