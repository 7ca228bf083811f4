/// An error with what to do about it and, where there is one, a place in the document.
package protocol LocatedError: Error {
  /// One sentence without a full stop: what is wrong.
  var message: String { get }
  /// One sentence without a full stop: what to do.
  var remedy: String { get }
  /// Where, if a place is known.
  var position: SourcePosition? { get }
}
