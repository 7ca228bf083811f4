import ConnectorExport
import SourceXML

/// The proof that a result is the input with the planned values changed, and nothing else.
///
/// It does not trust the splice: it compares the bytes again, decodes and parses the result as any
/// other document, finds every element where the edits must have moved it, and assesses it anew.
package struct Proof {
  private let result: SplicedBytes
  private let correction: Correction

  /// - Parameters:
  ///   - result: what is to be proven, as it would be stored.
  ///   - correction: the input and the edits that were planned.
  package init(of result: some PiecedBytes, correcting correction: Correction) {
    self.result = SplicedBytes(result)
    self.correction = correction
  }

  /// - Throws: ``ProofError`` with the first claim that does not hold; ``SourceError`` where there is no
  ///   memory to find out.
  package func check() throws {
    let storedDropped = try self.storedDropped
    try checkEdits(storedDropped)
    try checkBytes()
    let outline = outline(without: storedDropped)
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

  /// Where the large elements that the first parse checked and dropped stand in the stored bytes of the
  /// input; nil where the encoding does not allow to leave them out.
  private var storedDropped: [Range<Int>]? {
    get throws {
      let document = correction.export.document
      guard document.text.encoding.hasIndependentCharacters else { return nil }
      let bounds = document.dropped.flatMap { [$0.lowerBound, $0.upperBound] }
      let stored = try document.text.storedOffsets(of: bounds)
      return zip(stored, stored.dropFirst()).enumerated()
        .compactMap { $0.offset.isMultiple(of: 2) ? $0.element.0..<$0.element.1 : nil }
    }
  }

  /// The result without the elements that were dropped. No edit touches them, and ``checkBytes()`` has
  /// shown that they are the same, so parsing the rest proves as much as parsing all: see ``Outline``.
  private func outline(without storedDropped: [Range<Int>]?) -> Outline {
    guard let storedDropped else { return Outline(of: result, without: [], stored: []) }
    let (moved, movedStored) = (OffsetMap(correction.edits), OffsetMap(stored: correction.edits))
    return Outline(
      of: result, without: correction.export.document.dropped.map { moved.new($0) },
      stored: storedDropped.map { movedStored.new($0) })
  }

  private func claim(_ holds: Bool, _ claim: String, at offset: Int? = nil) throws {
    guard holds else { throw ProofError(claim: claim, offset: offset) }
  }

  /// Every edit lies within the element that it is to change, or is one of the insertions; none meets an
  /// element that was dropped; and what holds of the text holds of the stored bytes.
  private func checkEdits(_ storedDropped: [Range<Int>]?) throws {
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
      try claim(
        !document.dropped.meets(edit.range) && storedDropped?.meets(edit.storedRange) != true,
        "no edit is in what was not kept", at: edit.range.lowerBound)
      try checkStored(edit, document.text)
    }
  }

  /// An edit is the same in the text and in the bytes.
  private func checkStored(_ edit: Edit, _ text: SourceText) throws {
    let mark = text.markLength
    try claim(
      try text.encode(edit.replacement) == edit.storedReplacement
        && (!text.encoding.isUTF8
          || edit.storedRange.lowerBound == edit.range.lowerBound + mark
            && edit.storedRange.upperBound == edit.range.upperBound + mark),
      "an edit is the same in the text and in the bytes", at: edit.range.lowerBound)
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
