/// A setting that an element says and, on Entra Connect, a parameter says once more.
///
/// One of each is usual; should an export have several, all of them count. What they say together is found
/// once: any number of nested places may share one option, and each asks.
package struct DualOption: Sendable {
  /// The nodes that are elements of this name.
  package let elements: [OptionNode]
  /// The nodes that are parameters of this name; none on Identity Manager.
  package let parameters: [OptionNode]
  /// Whether the nodes are those of the node around, since this place has none of its own.
  package var isInherited = false

  /// Whether there is a node and all of them say 1.
  package let isOn: Bool
  /// Whether some node says 1.
  package let isOnSomewhere: Bool
  /// Whether some node says anything but 0.
  package let mayBeOn: Bool
  /// The first node that says anything but 0; one in which nothing is written says nothing.
  let firstSayingMoreThanOff: OptionNode?

  init(elements: [OptionNode], parameters: [OptionNode]) {
    self.elements = elements
    self.parameters = parameters
    let nodes = elements + parameters
    isOn = !nodes.isEmpty && nodes.allSatisfy { $0.value == .on }
    isOnSomewhere = nodes.contains { $0.value == .on }
    mayBeOn = nodes.contains { $0.value != .off }
    firstSayingMoreThanOff = nodes.first(where: \.value.saysMoreThanOff)
  }

  /// All of them, the elements first. Copied each time.
  package var nodes: [OptionNode] { elements + parameters }
  /// The first of them.
  package var first: OptionNode? { elements.first ?? parameters.first }
  /// Whether there are none.
  package var isEmpty: Bool { first == nil }
}
