/// Which elements of a document are kept in memory.
///
/// Everything is parsed and checked, but only what a pattern names is kept: of a real export some
/// hundred elements out of tens of thousands.
package struct ElementPattern: Sendable {
  /// What is kept of the children, by name.
  package var children: [String: ElementPattern]
  /// Whether every descendant is kept; `children` says nothing then.
  package var keepsDescendants: Bool

  /// The element itself, and of its children those that are named.
  package init(_ children: [String: ElementPattern] = [:]) {
    self.children = children
    keepsDescendants = false
  }

  /// The element and everything in it.
  package static let subtree: ElementPattern = {
    var pattern = ElementPattern()
    pattern.keepsDescendants = true
    return pattern
  }()
}
