import ConnectorExport
import SourceXML

/// The proof that two exports are equal but for connection options, whoever wrote them.
package struct Verification: Sendable {
  /// A place in both files.
  package struct Places: Sendable, Equatable {
    package var original: SourcePosition
    package var patched: SourcePosition
  }

  /// How the two compare.
  package enum Outcome: Sendable, Equatable {
    /// Outside the options every byte is the same.
    case same
    /// The content is the same, but other bytes stand for it; where they first differ.
    case otherBytes(Places)
    /// The content differs; where it first does.
    case otherContent(ContentDifference, Places)
  }

  /// What the comparison has come to.
  package let outcome: Outcome

  /// Compares what the parser reports of each, then the bytes, both without the options.
  package init(original: Export, patched: Export) throws {
    // Some tools put white space before a node, as we do, and some put in a node alone.
    let masks = OptionMasks(original, patched, nodes: .nodeAndBlanks)
    let outcome = try Self.compare(original, patched, masks)
    guard case .otherContent(_, let places) = outcome, masks.haveNodes else {
      self.outcome = outcome
      return
    }
    let second = try Self.compare(original, patched, OptionMasks(original, patched, nodes: .node))
    guard case .otherContent(_, let others) = second,
      others.original.offset <= places.original.offset
    else {
      self.outcome = second
      return
    }
    self.outcome = outcome
  }

  private static func compare(
    _ original: Export, _ patched: Export, _ masks: OptionMasks
  ) throws -> Outcome {
    let (old, new) = (original.document, patched.document)
    func places(_ oldOffset: Int, _ newOffset: Int) throws -> Places {
      Places(original: try old.position(at: oldOffset), patched: try new.position(at: newOffset))
    }
    if let difference = try ContentDifference(
      between: (old, masks.original.masks), and: (new, masks.patched.masks))
    {
      return .otherContent(
        difference, try places(difference.left.offset, difference.right.offset))
    }
    if let offsets = Self.firstOtherByte(old.text, new.text, masks) {
      return .otherBytes(try places(offsets.0, offsets.1))
    }
    return .same
  }

  /// Where the bytes outside the options first differ. In one encoding, which no document leaves, the
  /// text stands for the bytes; in two, the files differ from the start.
  private static func firstOtherByte(
    _ old: SourceText, _ new: SourceText, _ masks: OptionMasks
  ) -> (Int, Int)? {
    guard old.markLength == new.markLength,
      old.encoding == new.encoding || old.encoding.isUTF8 && new.encoding.isUTF8
    else { return (0, 0) }
    return old.withUTF8 { oldText in
      new.withUTF8 { newText in
        masks.original.firstDifference(in: oldText, from: masks.patched, in: newText).map {
          (oldText.characterStart(at: $0.0), newText.characterStart(at: $0.1))
        }
      }
    }
  }
}
