import ConnectorExport
import SourceXML
import Testing

/// An export after the changes of its findings, made by the text and without any code of the tool.
///
/// The content of a changed element is replaced as a whole, which the tool's own edits do not do.
struct AppliedChanges {
  private(set) var export: Export
  /// How often an element was changed that an earlier change had changed already.
  private(set) var repetitions = 0

  init(_ findings: [Finding], to export: Export) throws {
    var replacements: [Range<Int>: String] = [:]
    var insertions: [Range<Int>: String] = [:]
    func insert(_ text: String, in element: SourceElement) {
      insertions[element.startTag, default: ""] += text
    }
    let text = export.document.text
    for change in findings.flatMap(\.changes) {
      switch change {
      case .set(let node, let value):
        if replacements[node.element.range] != nil { repetitions += 1 }
        let tag = text.string(node.element.startTag)
        let start = node.element.isEmptyTag ? String(tag.dropLast(2)) + ">" : tag
        let name = export.document.name(of: node.element)
        replacements[node.element.range] = "\(start)\(value.text)</\(name)>"
      case .insertElement(let container, _):
        insert("<sign-and-seal>1</sign-and-seal>", in: container)
      case .insertParameter(let container, let place):
        let use = place == .forest ? "connectivity" : "partition"
        insert("<parameter name='sign-and-seal' use='\(use)'>1</parameter>", in: container)
      }
    }
    for (startTag, inserted) in insertions {
      replacements[startTag] = text.string(startTag) + inserted
    }
    var bytes = Array(text.bytes)
    for (range, replacement) in replacements.sorted(by: { $0.key.lowerBound > $1.key.lowerBound }) {
      bytes.replaceSubrange(range, with: Array(replacement.utf8))
    }
    self.export = try Export(SourceBytes(bytes))
  }
}

extension ConnectionOptions {
  /// Whether the password is safe on the wire: inside TLS, or signed and sealed, which a simple bind
  /// cannot be.
  var isProtected: Bool { usesTLS || (signAndSeal.isOn && !simpleBind.isOnSomewhere) }
}
