import ConnectorExport
import RewriteEngine

/// What a correction does, a line for each connector and place.
package struct CorrectionSummary {
  /// The lines, without anything that a terminal must not be shown.
  package let lines: [String]

  /// "contoso.com, partition DC=contoso,DC=com: sign-and-seal 0 → 1, and its parameter"
  package init(_ correction: Correction) {
    var lines: [String] = []
    var lastPlace: Int?
    for finding in correction.assessment.corrected {
      let title = "\(finding.connector.title), \(finding.place.title)"
      let words = Self.words(for: finding.changes, in: correction)
      // Several findings of one place stand on one line.
      if lastPlace == finding.placeNumber, let last = lines.indices.last {
        lines[last] += "; " + words
      } else {
        lastPlace = finding.placeNumber
        lines.append(TerminalText.escape(title) + ": " + words)
      }
    }
    self.lines = lines
  }

  private static func words(for changes: [Change], in correction: Correction) -> String {
    var words: [String] = []
    var last: (name: String, step: String)?
    for change in changes {
      let (name, step, isParameter) = describe(change, in: correction)
      if isParameter, let last, last.name == name, last.step == step {
        words.append("and its parameter")
      } else {
        words.append((isParameter ? "parameter " : "") + name + " " + step)
      }
      last = (name, step)
    }
    return words.joined(separator: ", ")
  }

  private static func describe(
    _ change: Change, in correction: Correction
  ) -> (name: String, step: String, isParameter: Bool) {
    switch change {
    case .insertElement: return ("sign-and-seal", "missing → 1", false)
    case .insertParameter: return ("sign-and-seal", "missing → 1", true)
    case .set(let node, let value):
      let document = correction.export.document
      let name = document.name(of: node.element)
      let parameter =
        name == "parameter" ? document.attribute("name", of: node.element) : nil
      return (
        TerminalText.escape(parameter ?? name),
        "\(shown(node.value)) → \(value.text)", parameter != nil
      )
    }
  }

  private static func shown(_ value: OptionNode.Value) -> String {
    guard case .unrecognised(let text) = value else { return value.text }
    if text.isEmpty { return "empty" }
    return Confidentiality.mayShow(value: text) ? "‹\(text)›" : Confidentiality.hidden
  }
}
