import SourceXML

/// `bytes` with every edit made, in the encoding in which they are stored. What stays is not copied.
///
/// - Parameter edits: in ascending order, none overlapping another.
/// - Throws: ``ProofError`` where the edits are not so.
package func splice(_ bytes: SourceBytes, _ edits: [Edit]) throws(ProofError) -> SplicedBytes {
  var pieces: [ByteSlice] = []
  pieces.reserveCapacity(2 * edits.count + 1)
  var end = 0
  for edit in edits {
    guard edit.storedRange.lowerBound >= end, edit.storedRange.upperBound <= bytes.count else {
      throw ProofError(claim: "the edits are within the document, one behind the other")
    }
    pieces.append(bytes.bytes(in: end..<edit.storedRange.lowerBound))
    pieces.append(SourceBytes(edit.storedReplacement)[...])
    end = edit.storedRange.upperBound
  }
  pieces.append(bytes.bytes(in: end..<bytes.count))
  return SplicedBytes(pieces)
}
