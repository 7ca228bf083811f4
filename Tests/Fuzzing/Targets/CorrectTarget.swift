import ConnectorExport
import RewriteEngine
import SourceXML

/// The correction changes what it says and nothing else, once, and can be taken back.
struct CorrectTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    guard let original = export(in: bytes) else { return }
    for policy in CorrectionPolicy.all {
      guard let (correction, result) = try corrected(original, policy) else { continue }
      try checkBytes(result, correction.edits)
      guard let patched = export(in: result) else {
        throw BrokenClaim(claim: "the result is an export")
      }
      try checkPatched(patched, policy, result)
      // verify takes the export first, then what became of it, under the standard policy.
      let verification = try Verification(original: original, patched: patched)
      try claim(
        verification.outcome == .same, "verify finds only options changed: \(verification.outcome)")
    }
  }

  /// Bytes that depend on those before them are the one reason to refuse a correction.
  private func corrected(
    _ export: Export, _ policy: CorrectionPolicy
  ) throws -> (Correction, [UInt8])? {
    do {
      let correction = try Correction(of: export, policy: policy)
      return (correction, Array(try correction.correctedBytes()))
    } catch let error as SourceError where error.reason == .encoding {
      return nil
    } catch let error as ProofError {
      throw BrokenClaim(claim: "the correction is proven: \(error)")
    }
  }

  /// Outside the edits every byte is the input's; with the old values in place of the new, all are.
  private func checkBytes(_ result: [UInt8], _ edits: [Edit]) throws {
    var (restored, read, offset): ([UInt8], Int, Int) = ([], 0, 0)
    for edit in edits {
      try claim(
        edit.storedRange.lowerBound >= read && edit.storedRange.upperBound <= bytes.count,
        "edits are in order and in the file")
      let kept = edit.storedRange.lowerBound - read
      restored += result[offset..<(offset + kept)]
      offset += kept
      let end = offset + edit.storedReplacement.count
      try claim(
        end <= result.count && result[offset..<end].elementsEqual(edit.storedReplacement),
        "the edit is made")
      restored += bytes[edit.storedRange]
      (read, offset) = (edit.storedRange.upperBound, end)
    }
    restored += result[offset...]
    try claim(restored == bytes, "taken back, it is the original")
  }

  private func checkPatched(
    _ patched: Export, _ policy: CorrectionPolicy, _ result: [UInt8]
  ) throws {
    let second = try Correction(of: patched, policy: policy)
    try claim(second.edits.isEmpty, "a second correction has nothing to do")
    try claim(second.assessment.corrected.isEmpty, "what was to be corrected is gone")
    try claim(Array(try second.correctedBytes()) == result, "a second correction changes no byte")
    for connector in patched.connectors {
      for options in connector.options
      where !options.usesTLS && options.signAndSeal.nodes.contains(where: { $0.value != .on }) {
        throw BrokenClaim(claim: "signing and sealing is on where TLS is not")
      }
    }
  }
}
