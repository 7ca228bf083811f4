/// The bytes of a document, in one piece or in several.
package protocol PiecedBytes: Sendable {
  /// The number of bytes.
  var count: Int { get }
  /// The pieces in their order; together they are the document.
  var pieces: [ByteSlice] { get }
}

extension SourceBytes: PiecedBytes {
  package var pieces: [ByteSlice] { [self[...]] }
}
