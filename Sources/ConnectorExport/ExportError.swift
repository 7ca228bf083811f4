import SourceXML

/// A well-formed document that is not what is asked for: the export of an Active Directory connector.
package struct ExportError: LocatedError, Sendable, Equatable {
  /// What the document lacks.
  package enum Reason: Sendable, Equatable {
    /// It has no `ma-data`.
    case notAnExport
    /// Its connectors are of other categories.
    case otherCategory
    /// An Active Directory connector has no connection options.
    case noOptions
  }

  package var reason: Reason
  package var message: String
  package var remedy: String
  package var position: SourcePosition?

  /// Whether the document is simply another one, and nothing is wrong with it.
  package var isOtherDocument: Bool { reason != .noOptions }
}
