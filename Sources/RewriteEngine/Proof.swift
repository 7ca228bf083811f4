import ConnectorExport
import SourceXML

/// A result that is not what it must be: a defect of this program.
package struct ProofError: Error, Sendable, Equatable {
  /// What should hold and does not.
  package var claim: String
  /// Where in the result's text, as UTF-8, if that is known.
  package var offset: Int?

  package init(claim: String, offset: Int? = nil) {
    self.claim = claim
    self.offset = offset
  }
}

/// The proof that a result is the input with the planned values changed, and nothing else.
///
/// It does not trust the splice: it compares the bytes again, decodes and parses the result as any
/// other document, finds every element where the edits must have moved it, and assesses it anew.
package struct Proof {
  private let result: SplicedBytes
  private let correction: Correction

  package init(of result: some PiecedBytes, correcting correction: Correction) {
    self.result = SplicedBytes(result)
    self.correction = correction
  }

  /// - Throws: ``ProofError`` with the first claim that does not hold; ``SourceError`` where there is no
  ///   memory to find out.
  package func check() throws {
    try checkEdits()
    try checkBytes()
    let outline = self.outline
    let export: Export
    do {
      // The input was held to its limits; what an insertion adds may go a little beyond them.
      let limits = correction.export.limits.afterInserting(correction.edits.count)
      export = try Export(outline.bytes, limits: limits)
    } catch let error as SourceError where error.reason == .parser {
      // No memory to parse it says nothing about the result.
      throw error
    } catch {
      throw ProofError(claim: "the result is an export")
    }
    let source = correction.export.document.text
    try claim(
      export.document.text.encoding == source.encoding
        && export.document.text.markLength == source.markLength, "the encoding is the same")
    try checkElements(export, outline)
    try checkFindings(export)
  }

  /// The result without the large elements that the first parse checked and dropped. No edit touches
  /// them, and ``checkBytes()`` has shown that they are the same, so parsing the rest proves as much
  /// as parsing all: see ``Outline``. In other encodings than UTF-8 all of it is parsed again.
  private var outline: Outline {
    let document = correction.export.document
    let moved = OffsetMap(correction.edits)
    let cuts = document.text.encoding.isUTF8 ? document.dropped.map { moved.new($0) } : []
    return Outline(of: result, markLength: document.text.markLength, without: cuts)
  }

  private func claim(_ holds: Bool, _ claim: String, at offset: Int? = nil) throws {
    guard holds else { throw ProofError(claim: claim, offset: offset) }
  }

  /// Every edit lies within the element that it is to change, or is one of the insertions; none meets an
  /// element that was dropped; and what holds of the text holds of the stored bytes.
  private func checkEdits() throws {
    let document = correction.export.document
    var targets: [Range<Int>] = []
    var insertions: Set<Range<Int>> = []
    for step in correction.plan.flatMap(\.steps) {
      if case .set(let node, _) = step.change {
        targets.append(node.element.range)
      } else {
        insertions.formUnion(step.edits.map(\.range))
      }
    }
    targets.sort { $0.lowerBound < $1.lowerBound }
    for edit in correction.edits {
      let index = targets.prefixCount { $0.lowerBound <= edit.range.lowerBound }
      let isWithin = index > 0 && targets[index - 1].upperBound >= edit.range.upperBound
      try claim(
        isWithin || insertions.contains(edit.range), "every edit is in its element",
        at: edit.range.lowerBound)
      let dropped = document.dropped.prefixCount { $0.upperBound <= edit.range.lowerBound }
      try claim(
        dropped == document.dropped.count
          || document.dropped[dropped].lowerBound >= edit.range.upperBound,
        "no edit is in what was not kept", at: edit.range.lowerBound)
      guard document.text.encoding.isUTF8 else { continue }
      let mark = document.text.markLength
      try claim(
        edit.storedReplacement == edit.replacement
          && edit.storedRange.lowerBound == edit.range.lowerBound + mark
          && edit.storedRange.upperBound == edit.range.upperBound + mark,
        "an edit is the same in the text and in the bytes", at: edit.range.lowerBound)
    }
  }

  /// Outside the edits every byte is the input's; inside, it is the replacement. A piece of the result
  /// that lies in the memory of the input is the input's without being compared.
  private func checkBytes() throws {
    let source = correction.export.document.text.bytes
    var cursor = PieceCursor(result)
    var (read, compared) = (0, 0)
    func checkSame(_ length: Int) throws {
      let isSame =
        length >= 0 && read + length <= source.count
        && source.withUnsafeBytes {
          cursor.skip(UnsafeBufferPointer(rebasing: $0[read..<(read + length)]))
        }
      try claim(isSame, "the bytes outside the edits are the same", at: compared)
      read += length
      compared += length
    }
    for edit in correction.edits {
      try checkSame(edit.storedRange.lowerBound - read)
      let isMade = edit.storedReplacement.withUnsafeBufferPointer { cursor.skip($0) }
      try claim(isMade, "the edits are made", at: compared)
      read = edit.storedRange.upperBound
      compared += edit.storedReplacement.count
    }
    try checkSame(source.count - read)
    try claim(cursor.isAtEnd, "the bytes outside the edits are the same", at: compared)
  }

  /// Every element that was kept is where the edits must have moved it; new are only those inserted.
  private func checkElements(_ export: Export, _ outline: Outline) throws {
    let old = correction.export.document
    let new = export.document
    let moved = OffsetMap(correction.edits)
    var expected = old.elements.filter { !moved.isReplaced($0.startTag) }[...]
    for element in new.elements {
      let range = outline.original(element.range)
      if moved.isInserted(range) { continue }
      guard let match = expected.popFirst() else {
        throw ProofError(claim: "no element is new", offset: range.lowerBound)
      }
      try claim(
        moved.new(match.range) == range && old.name(of: match) == new.name(of: element),
        "every element is in its place", at: range.lowerBound)
    }
    try claim(expected.isEmpty, "no element is lost")
  }

  /// What was to be corrected is gone, and nothing has come in its place.
  private func checkFindings(_ export: Export) throws {
    let assessment = Assessment(of: export, policy: correction.policy)
    try claim(assessment.corrected.isEmpty, "nothing is left to correct")
    let before = Set(correction.assessment.findings.map(FindingIdentity.init))
    for finding in assessment.findings {
      try claim(
        before.contains(FindingIdentity(finding)), "no finding is new", at: finding.range.lowerBound
      )
    }
  }
}

/// What makes two findings the same whatever their positions.
private struct FindingIdentity: Hashable {
  var rule: Rule
  var connector: Connector.Label
  var placeNumber: Int

  init(_ finding: Finding) {
    rule = finding.rule
    connector = finding.connector
    placeNumber = finding.placeNumber
  }
}
