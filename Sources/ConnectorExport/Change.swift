import SourceXML

/// A change to an export, in the terms of its elements; where its bytes stand is for others to say.
package enum Change: Sendable, Hashable {
  /// Give an element another value.
  case set(OptionNode, to: OptionNode.Value)
  /// Put an element `sign-and-seal` with the value 1 into the node that holds the options
  /// of a place.
  case insertElement(in: SourceElement, of: Place)
  /// Put a parameter `sign-and-seal` with the value 1 into the `parameter-values` of a place.
  case insertParameter(in: SourceElement, of: Place)
}
