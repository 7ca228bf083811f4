/// An element on the way from the root, as paths name it.
final class PathStep {
  private let name: String
  /// The number among the elements of this name that stand in the same one, from 1.
  private let number: Int
  let parent: PathStep?
  private var children: [String: Int] = [:]

  init(_ name: String, number: Int = 1, parent: PathStep?) {
    self.name = name
    self.number = number
    self.parent = parent
  }

  /// The next element `name` in this one; counts it.
  func child(_ name: String) -> PathStep {
    let number = children[name, default: 0] + 1
    children[name] = number
    return PathStep(name, number: number, parent: self)
  }

  /// A path is for people to read; nothing forbids a name of a million characters.
  static func shown(_ name: String) -> String { name.shown(upTo: 64) }

  /// The way from the root to this element.
  var path: String {
    (parent?.path ?? "") + "/" + Self.shown(name) + (number > 1 ? "[\(number)]" : "")
  }
}
