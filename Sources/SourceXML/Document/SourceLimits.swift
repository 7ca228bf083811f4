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
  /// Different names in the document: of elements, attributes, namespaces and processing instructions.
  /// libxml2's own and those that exports have anyway do not count; the shortest values of attributes in
  /// kept elements do, since libxml2 keeps them in the same dictionary.
  package var names = 10_000

  /// Elements that are kept in memory: those of connection options and of their labels.
  package var keptElements = 1_000_000
  /// Bytes from one `<` to the next: a text, or a tag with its attributes.
  package var text = 100_000_000
  /// Bytes of the name of an element or attribute.
  package var name = 50_000

  /// The limits where no option says otherwise.
  package static let standard = SourceLimits()

  /// What may be had of a document that was made of one within these limits by `insertions` new elements,
  /// each in an element that was there.
  package func afterInserting(_ insertions: Int) -> SourceLimits {
    var limits = self
    limits.bytes = Self.parserBytes
    limits.depth += 1
    limits.keptElements += insertions
    // `sign-and-seal`, and the four attributes of a parameter.
    limits.names += 5
    limits.text = Self.parserBytes
    return limits
  }

  /// The most that libxml2, which counts bytes in 32 bits, can be given.
  package static let parserBytes = 2_000_000_000
  /// The deepest nesting that every libxml2 reads.
  package static let parserDepth = 2_048
  /// The longest name that every libxml2 reads.
  package static let parserName = 10_000_000
  /// Lower limits of texts and names are not enforced: see ``StartTagGuard``.
  package static let leastName = 4_096

  package init() {}
}
