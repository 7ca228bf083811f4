import SourceXML

/// A value of a setting, as one node of the export writes it.
package struct OptionNode: Sendable, Hashable {
  /// What a node says.
  package enum Value: Sendable, Hashable {
    case off
    case on
    /// Neither 0 nor 1; the text without the white space round it, perhaps empty.
    case unrecognised(String)

    /// The value that `content` says. With elements in it, it says none, whatever its text.
    init(_ content: ElementContent) {
      switch content.value {
      case "0" where !content.hasElements: self = .off
      case "1" where !content.hasElements: self = .on
      default: self = .unrecognised(content.value)
      }
    }

    /// Whether it says anything but 0; where nothing is written, nothing is said.
    var saysMoreThanOff: Bool { self != .off && self != .unrecognised("") }

    /// The value as it is written.
    package var text: String {
      switch self {
      case .off: "0"
      case .on: "1"
      case .unrecognised(let text): text
      }
    }
  }

  /// The element whose content the value is.
  package var element: SourceElement
  package var value: Value

  /// The attributes of a parameter that does nothing but hold a value; others ("encrypted", "intrinsic") say
  /// more about it.
  package static let parameterAttributes: Set<String> = ["name", "type", "use", "dataType"]
}
