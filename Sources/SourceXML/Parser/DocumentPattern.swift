/// The pattern of a whole document: what is kept depends on the name of the root element, which
/// itself is always kept.
package struct DocumentPattern: Sendable {
  /// What is kept of a document, by the name of its root element.
  package var roots: [String: ElementPattern]
  /// For roots of any other name.
  package var otherRoot: ElementPattern

  package init(roots: [String: ElementPattern], otherRoot: ElementPattern) {
    self.roots = roots
    self.otherRoot = otherRoot
  }
}
