import Emitter
import RewriteEngine
import SourceXML

/// What `ldapfix verify` has to say.
struct VerificationText {
  var outcome: Verification.Outcome
  /// Of ORIGINAL and PATCHED, as they are.
  var names: (original: String, patched: String)
  var isSecure: Bool

  /// Whether the two are not what they are said to be.
  ///
  /// - Parameter bytes: whether other bytes for the same content are a failure too.
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
      return line(names.original, places.original, words, style)
        + line(names.patched, places.patched, words, style)
    case .otherContent(let difference, let places):
      return line(
        names.original, places.original, "other content: " + difference.left.title, style)
        + line(names.patched, places.patched, "other content: " + difference.right.title, style)
    }
  }

  private func line(
    _ name: String, _ position: SourcePosition, _ words: String, _ style: TextStyle
  ) -> String {
    // Escaped as a whole: a file called ":" would begin a command of a CI system with the colon behind.
    style.bold(TerminalText.escape("\(name):\(position.line):\(position.column):"))
      + " \(words)\n"
  }

  var summary: String {
    let comparison =
      switch outcome {
      case .same: "the same but for connection options, byte for byte"
      case .otherBytes: "the same but for connection options, in other bytes"
      case .otherContent: "not the same: more than connection options differs"
      }
    let original = TerminalText.escape(names.original), patched = TerminalText.escape(names.patched)
    return "\(original), \(patched): \(comparison); \(patched) is \(isSecure ? "" : "not ")secure"
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
