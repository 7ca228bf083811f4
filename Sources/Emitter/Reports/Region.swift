import SourceXML

/// A stretch of a file.
package struct Region: Sendable, Hashable {
  /// The first character.
  package var start: SourcePosition
  /// Behind the last character.
  package var end: SourcePosition
}
