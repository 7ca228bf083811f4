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

  /// Why the document is refused.
  package var reason: Reason
  package var message: String
  package var remedy: String
  package var position: SourcePosition?

  /// The document goes beyond a limit, which an option of the program sets.
  static func limit(_ message: String, option: String) -> SourceError {
    SourceError(
      .limit, message, remedy: "check that it is a connector export, or raise \(option)")
  }

  /// The same error with its place.
  func at(_ position: SourcePosition?) -> SourceError {
    var placed = self
    placed.position = position
    return placed
  }

  /// The file is larger than the limit.
  package static func tooLarge(_ limits: SourceLimits) -> SourceError {
    guard limits.bytes < SourceLimits.parserBytes else {
      return SourceError(
        .limit,
        "the file has more than \(SourceLimits.parserBytes) bytes, and libxml2 reads no more",
        remedy: "check that it is a connector export")
    }
    return limit(
      "the file is larger than the limit of \(limits.bytes) bytes", option: "--max-size")
  }

  /// An element has more attributes and namespace declarations than the limit.
  static func tooManyAttributes(_ limits: SourceLimits) -> SourceError {
    limit(
      "an element has more than \(limits.attributes) attributes", option: "--max-attributes")
  }

  /// The document has more different names than the limit.
  static func tooManyNames(_ limits: SourceLimits) -> SourceError {
    limit("there are more than \(limits.names) different names", option: "--max-names")
  }

  /// libxml2 could not get memory.
  ///
  /// - Parameter message: a literal, which needs no memory of its own.
  static func noMemory(_ message: String = "no memory for the parser") -> SourceError {
    SourceError(.parser, message, remedy: "free memory and try again")
  }

  package init(
    _ reason: Reason, _ message: String, remedy: String, position: SourcePosition? = nil
  ) {
    self.reason = reason
    self.message = message
    self.remedy = remedy
    self.position = position
  }
}
