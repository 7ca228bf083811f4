import ConnectorExport
import RewriteEngine
import SourceXML

/// How two exports differ when their connection options are left out.
public enum ConnectorDifference: Sendable, Hashable {
  /// Outside the options every byte is the same.
  case none
  /// The content is the same, but other bytes stand for it, such as other quotes or line ends.
  ///
  /// `original` and `patched` are where the two first differ.
  case bytes(original: SourcePosition, patched: SourcePosition)
  /// Other content differs.
  ///
  /// `original` and `patched` are where the two first differ.
  case content(original: SourcePosition, patched: SourcePosition)

  init(_ outcome: Verification.Outcome) {
    self =
      switch outcome {
      case .same: .none
      case .otherBytes(let places): .bytes(original: places.original, patched: places.patched)
      case .otherContent(_, let places):
        .content(original: places.original, patched: places.patched)
      }
  }
}

extension ConnectorDocument {
  /// Compares this export with a patched one, whatever tool made that, without their connection options.
  ///
  /// Whether the patched one is secure is another question: ask its ``isInsecure``.
  ///
  /// - Parameter patched: the export after a change.
  /// - Returns: where the two first differ, if they do.
  /// - Throws: ``ConnectorDocumentError`` where one of the two cannot be read, which is a defect of this
  ///   library, since both were.
  public func difference(
    to patched: ConnectorDocument
  ) throws(ConnectorDocumentError) -> ConnectorDifference {
    do {
      return ConnectorDifference(
        try Verification(original: Export(bytes), patched: Export(patched.bytes)).outcome)
    } catch {
      throw ConnectorDocumentError(error)
    }
  }
}
