/// An XPath 1.0 expression that selects elements.
package struct XPathExpression: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The expression as XPath writes it.
  package let text: String

  package init(stringLiteral text: String) { self.text = text }
  package init(_ text: String) { self.text = text }
}
