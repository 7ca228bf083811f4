/// What is wrong with a document, where, and what to do about it.
package struct SourceError: LocatedError, Sendable, Equatable {
  /// The ways in which a document can be refused.
  package enum Reason: Sendable, Equatable {
    /// It has no byte at all.
    case empty
    /// Its bytes are not text in the encoding that it has or claims.
    case encoding
    /// It is text but not well-formed XML.
    case notWellFormed
    /// It has a document type declaration, which no export has.
    case documentType
    /// It goes beyond one of the limits of ``SourceLimits``.
    case limit
    /// libxml2 could not get memory, or behaved as no known version does.
    case parser
  }

  package var reason: Reason
  package var message: String
  package var remedy: String
  package var position: SourcePosition?

  package init(
    _ reason: Reason, _ message: String, remedy: String, position: SourcePosition? = nil
  ) {
    self.reason = reason
    self.message = message
    self.remedy = remedy
    self.position = position
  }
}
