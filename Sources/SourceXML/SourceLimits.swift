/// How much of everything a document may have before it is refused.
///
/// The limits stand in the place of libxml2's own, which its huge mode switches off: an export may
/// hold a text of more than 10,000,000 bytes, but no input may make the machine suffer.
package struct SourceLimits: Sendable, Equatable {
  /// Bytes of the file, and of its text as UTF-8.
  package var bytes = 1_073_741_824
  /// Elements inside one another.
  package var depth = 256
  /// Attributes and namespace declarations of one element.
  package var attributes = 1_000
  /// Namespace declarations in force at one place.
  package var namespaces = 1_000

  /// Elements that are kept in memory: those of connection options and of their labels.
  package var keptElements = 1_000_000

  package static let standard = SourceLimits()

  /// The most that libxml2, which counts bytes in 32 bits, can be given.
  package static let parserBytes = 2_000_000_000

  package init() {}
}
