/// A replacement of some bytes of a document by others.
package struct Edit: Sendable, Hashable {
  /// What is replaced, in the UTF-8 text.
  package var range: Range<Int>
  /// What stands there afterwards, in UTF-8; always ASCII.
  package var replacement: [UInt8]
  /// What is replaced, in the bytes as they are stored.
  package var storedRange: Range<Int>
  /// What stands there afterwards, in the encoding of the document.
  package var storedReplacement: [UInt8]

  package init(
    range: Range<Int>, replacement: [UInt8], storedRange: Range<Int>, storedReplacement: [UInt8]
  ) {
    self.range = range
    self.replacement = replacement
    self.storedRange = storedRange
    self.storedReplacement = storedReplacement
  }
}
