/// A setting that an element says and, on Entra Connect, a parameter says once more.
///
/// One of each is usual; should an export have several, all of them count.
package struct DualOption: Sendable, Hashable {
  /// The nodes that are elements of this name.
  package var elements: [OptionNode] = []
  /// The nodes that are parameters of this name; none on Identity Manager.
  package var parameters: [OptionNode] = []

  /// All of them, the elements first.
  package var nodes: [OptionNode] { elements + parameters }

  /// Whether there is a node and all of them say 1.
  package var isOn: Bool { !nodes.isEmpty && nodes.allSatisfy { $0.value == .on } }
  /// Whether some node says 1.
  package var isOnSomewhere: Bool { nodes.contains { $0.value == .on } }
  /// Whether some node says anything but 0.
  package var mayBeOn: Bool { nodes.contains { $0.value != .off } }
}
