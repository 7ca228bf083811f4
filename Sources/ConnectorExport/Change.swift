import SourceXML

/// A change to an export, in the terms of its elements; where its bytes stand is for others to say.
package enum Change: Sendable, Hashable {
  /// Give an element another value.
  case set(OptionNode, to: OptionNode.Value)
  /// Put an element `sign-and-seal` with the value 1 into the node that holds the options.
  case insertElement(in: SourceElement)
  /// Put a parameter `sign-and-seal` with the value 1 into `parameter-values`.
  case insertParameter(in: SourceElement, use: String)
}
