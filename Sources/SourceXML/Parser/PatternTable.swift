internal import CLibXML2

/// A ``DocumentPattern`` as a table of states, so that a start tag costs some comparisons of pointers.
///
/// libxml2 keeps each name once, in the dictionary of the parser; equal names are equal pointers.
struct PatternTable {
  typealias Name = UnsafePointer<xmlChar>

  /// The state of an element, or what else can become of a start tag.
  struct State: Equatable {
    var row: Int
    /// The element and all that it holds is dropped.
    static let dropped = State(row: -1)
    /// The element and all that it holds is kept.
    static let subtree = State(row: -2)
  }

  private struct Row {
    var transitions: [(name: Name, next: State)] = []
    var otherwise = State.dropped
  }

  private var rows: [Row] = [Row()]

  /// The state outside the root element.
  static let start = State(row: 0)

  /// Enters the names into `dictionary`; nil where it has no memory for them.
  init?(_ pattern: DocumentPattern, dictionary: xmlDictPtr?) {
    guard let transitions = enter(pattern.roots, dictionary),
      let otherwise = state(of: pattern.otherRoot, dictionary)
    else { return nil }
    rows[0] = Row(transitions: transitions, otherwise: otherwise)
  }

  /// What becomes of an element `name` within an element in `state`.
  func next(_ state: State, _ name: Name?) -> State {
    guard rows.indices.contains(state.row) else { return state }
    let row = rows[state.row]
    for transition in row.transitions where transition.name == name { return transition.next }
    return row.otherwise
  }

  private mutating func enter(
    _ patterns: [String: ElementPattern], _ dictionary: xmlDictPtr?
  ) -> [(name: Name, next: State)]? {
    var transitions: [(name: Name, next: State)] = []
    for (name, pattern) in patterns {
      guard let entry = xmlDictLookup(dictionary, name, -1),
        let next = state(of: pattern, dictionary)
      else { return nil }
      transitions.append((entry, next))
    }
    return transitions
  }

  private mutating func state(of pattern: ElementPattern, _ dictionary: xmlDictPtr?) -> State? {
    if pattern.keepsDescendants { return .subtree }
    let row = rows.count
    rows.append(Row())
    guard let transitions = enter(pattern.children, dictionary) else { return nil }
    rows[row].transitions = transitions
    return State(row: row)
  }
}
