/// A result that is not what it must be: a defect of this program.
package struct ProofError: Error, Sendable, Equatable {
  /// What should hold and does not.
  package var claim: String
  /// Where in the result's text, as UTF-8, if that is known.
  package var offset: Int?

  package init(claim: String, offset: Int? = nil) {
    self.claim = claim
    self.offset = offset
  }
}
