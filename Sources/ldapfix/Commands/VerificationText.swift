import Emitter
import RewriteEngine
import SourceXML

/// What `ldapfix verify` has to say.
struct VerificationText {
  var outcome: Verification.Outcome
  /// Of ORIGINAL and PATCHED.
  var rawNames: [String]
  /// The same, safe to show.
  var names: [String]
  var isSecure: Bool

  func fails(bytes: Bool) -> Bool {
    switch outcome {
    case .same: !isSecure
    case .otherBytes: bytes || !isSecure
    case .otherContent: true
    }
  }

  /// One line per file with the place of the first difference; none where only options differ.
  func lines(_ style: TextStyle) -> String {
    switch outcome {
    case .same:
      return ""
    case .otherBytes(let places):
      let words = "same content, other bytes"
      return line(0, places.original, words, style) + line(1, places.patched, words, style)
    case .otherContent(let difference, let places):
      return line(0, places.original, "other content: " + difference.left.title, style)
        + line(1, places.patched, "other content: " + difference.right.title, style)
    }
  }

  private func line(
    _ index: Int, _ position: SourcePosition, _ words: String, _ style: TextStyle
  ) -> String {
    // Escaped as a whole: a file called ":" would begin a command of a CI system with the colon behind.
    style.bold(TerminalText.escape("\(rawNames[index]):\(position.line):\(position.column):"))
      + " \(words)\n"
  }

  var summary: String {
    let comparison =
      switch outcome {
      case .same: "the same but for connection options, byte for byte"
      case .otherBytes: "the same but for connection options, in other bytes"
      case .otherContent: "not the same: more than connection options differs"
      }
    return "\(names[0]), \(names[1]): \(comparison); \(names[1]) is \(isSecure ? "" : "not ")secure"
  }
}

extension ContentPlace {
  /// What stands there, in words.
  fileprivate var title: String {
    let path = TerminalText.escape(path)
    return switch kind {
    case .element: "element \(path)"
    case .end: "end of \(path)"
    case .attribute: "attribute \(path)"
    case .text: "text in \(path)"
    case .comment: "comment in \(path)"
    case .instruction: "processing instruction in \(path)"
    case .documentEnd: "end of the document"
    }
  }
}
