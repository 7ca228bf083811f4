import RewriteEngine
import SourceXML

/// A preview as text for a terminal or a log.
package struct PreviewText {
  /// What stands before each line: room on a terminal, nothing where `-` and `+` must stand first.
  package enum Margin: Int, Sendable {
    case none = 0
    case terminal = 4
  }

  private let style: TextStyle
  private let width: Int
  private let margin: String

  /// - Parameter width: the columns that a line may have; longer ones are cut with ….
  package init(style: TextStyle, width: Int, margin: Margin = .terminal) {
    self.style = style
    self.width = max(width, 40)
    self.margin = String(repeating: " ", count: margin.rawValue)
  }

  /// - Parameter file: the name to show.
  package func text(_ preview: Preview, file: String) -> String {
    preview.sections.map { section($0, file: TerminalText.escape(file)) }.joined(separator: "\n")
  }

  private func section(_ section: Preview.Section, file: String) -> String {
    let title = TerminalText.escape("\(section.connector.title) › \(section.place.title)")
    var text = style.bold(TerminalText.cut(title, to: width)) + "\n"
    if let dialog = section.place.dialog {
      text += style.dim(TerminalText.cut(dialog, to: width)) + "\n"
    }
    for hunk in section.hunks {
      text += style.range("  \(file):\(hunk.position.line):\(hunk.position.column)") + "\n"
      for line in hunk.lines { text += self.line(line) }
    }
    return text
  }

  private func line(_ line: Preview.Line) -> String {
    switch line {
    case .context(let element):
      return margin + "  " + TerminalText.cut(TerminalText.escape(element), to: room) + "\n"
    case .removed(let marked):
      let part = fitted(marked)
      return style.removed("\(margin)- \(part.before)") + style.removedMark(part.changed)
        + style.removed(part.behind) + "\n"
    case .added(let marked):
      let part = fitted(marked)
      let line =
        style.added("\(margin)+ \(part.before)") + style.addedMark(part.changed)
        + style.added(part.behind) + "\n"
      guard !style.isColored, !part.before.isEmpty, !part.changed.isEmpty else { return line }
      return line + String(repeating: " ", count: margin.count + 2 + part.before.count)
        + String(repeating: "^", count: part.changed.count) + "\n"
    }
  }

  private var room: Int { width - margin.count - 2 }

  /// The text in a line's width: the part that differs is seen whole if that is possible at all.
  private func fitted(_ marked: Preview.Marked) -> Preview.Marked {
    let changed = TerminalText.cut(TerminalText.escape(marked.changed), to: room - 2)
    var behind = TerminalText.escape(marked.behind)
    var before = TerminalText.escape(marked.before)
    let rest = room - changed.count
    if before.count + behind.count > rest {
      behind = TerminalText.cut(behind, to: max(rest / 4, rest - before.count))
      before = cutInside(before, to: rest - behind.count)
    }
    return Preview.Marked(before: before, changed: changed, behind: behind)
  }

  /// Keeps both ends: an element's name stands at one, the value's quote or bracket at the other.
  private func cutInside(_ text: String, to length: Int) -> String {
    guard text.count > length else { return text }
    let kept = max(length - 1, 0)
    return String(text.prefix(kept - kept / 3)) + "…" + String(text.suffix(kept / 3))
  }
}
