import SourceXML

/// The difference that edits make, as `diff -u` writes it, so that `git apply` and `patch -p1` turn the
/// input into exactly the result.
///
/// It is made from the edits and not by searching. Lines keep their CR and a missing last line end.
/// In an encoding whose line ends are not the byte LF, which git takes for binary, it shows the text
/// as UTF-8 and is for reading only: see ``applies(to:)``.
package struct UnifiedDiff {
  private let text: ByteSlice
  private let changes: [LineChange]
  private let name: [UInt8]

  /// Lines of context before and behind each change.
  private static let context = 3

  /// - Parameter name: the path that `a/` and `b/` stand before.
  package init(of correction: Correction, name: some Collection<UInt8>) {
    let source = correction.export.document.text
    let isStored = Self.applies(to: source.encoding)
    text = isStored ? source.bytes[...] : source[0..<source.utf8Count]
    self.name = Array(name)
    changes = LineChange.changes(
      in: text,
      correction.edits.map {
        isStored ? ($0.storedRange, $0.storedReplacement) : ($0.range, $0.replacement)
      })
  }

  /// Whether the diff of a document in this encoding can be applied.
  package static func applies(to encoding: SourceEncoding) -> Bool {
    switch encoding {
    case .utf8, .ascii, .latin1, .windows1252: true
    case .utf16LittleEndian, .utf16BigEndian, .named: false
    }
  }

  /// The diff in the bytes of the document's encoding; empty where nothing changes.
  package var bytes: [UInt8] {
    guard !changes.isEmpty else { return [] }
    var output = Array("--- \(Self.header("a/", name))\n+++ \(Self.header("b/", name))\n".utf8)
    for hunk in hunks { append(hunk, to: &output) }
    return output
  }

  // MARK: Hunks

  /// Changes that share context are one hunk.
  private var hunks: [ArraySlice<LineChange>] {
    var hunks: [ArraySlice<LineChange>] = []
    var start = changes.startIndex
    for index in changes.indices.dropFirst() {
      let gap = changes[index].oldLine - changes[index - 1].oldLine - changes[index - 1].old.count
      if gap > 2 * Self.context {
        hunks.append(changes[start..<index])
        start = index
      }
    }
    hunks.append(changes[start...])
    return hunks
  }

  private func append(_ hunk: ArraySlice<LineChange>, to output: inout [UInt8]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let before = linesBefore(first.oldRange.lowerBound, at: first.oldLine)
    let behind = linesBehind(last.oldRange.upperBound, Self.context)
    var body: [UInt8] = []
    for line in before { Self.append(line, mark: " ", to: &body) }
    var end = first.oldRange.lowerBound
    var (oldCount, newCount) = (before.count + behind.count, before.count + behind.count)
    for change in hunk {
      let between = text[end..<change.oldRange.lowerBound].lines
      for line in between { Self.append(line, mark: " ", to: &body) }
      for line in change.old { Self.append(line, mark: "-", to: &body) }
      for line in change.new { Self.append(line, mark: "+", to: &body) }
      oldCount += between.count + change.old.count
      newCount += between.count + change.new.count
      end = change.oldRange.upperBound
    }
    for line in behind { Self.append(line, mark: " ", to: &body) }
    let old = Self.range(first.oldLine - before.count, oldCount)
    let new = Self.range(first.newLine - before.count, newCount)
    output += Array("@@ -\(old) +\(new) @@\n".utf8) + body
  }

  /// A range of lines as a hunk's head has it; an empty one is named by the line before it.
  private static func range(_ start: Int, _ count: Int) -> String {
    count == 1 ? "\(start)" : "\(count == 0 ? start - 1 : start),\(count)"
  }

  private static func append(
    _ line: ByteSlice, mark: Unicode.Scalar, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: mark))
    output += line.array
    if line.last != 0x0A { output += Array("\n\\ No newline at end of file\n".utf8) }
  }

  /// Up to three lines before `offset`, which is the start of the 1-based line `line`.
  private func linesBefore(_ offset: Int, at line: Int) -> [ByteSlice] {
    let wanted = min(Self.context, line - 1)
    var start = offset
    for _ in 0..<wanted {
      start = text[..<(start - 1)].lastOffset(of: 0x0A).map { $0 + 1 } ?? text.startIndex
    }
    return text[start..<offset].lines
  }

  private func linesBehind(_ offset: Int, _ count: Int) -> [ByteSlice] {
    var end = offset
    for _ in 0..<count where end < text.endIndex {
      end = text[end...].firstOffset(of: 0x0A).map { $0 + 1 } ?? text.endIndex
    }
    return text[offset..<end].lines
  }

  // MARK: Names

  /// A path as git writes it: quoted where it has unusual characters, with a tab behind spaces.
  private static func header(_ prefix: String, _ name: [UInt8]) -> String {
    var path = name[...]
    while path.starts(with: "./".utf8) { path = path.dropFirst(2) }
    let full = Array(prefix.utf8) + path.drop { $0 == UInt8(ascii: "/") }
    let isPlain = full.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    let text = full.map(isPlain ? { String(Unicode.Scalar($0)) } : escaped).joined()
    if !isPlain { return "\"\(text)\"" }
    return text.contains(" ") ? text + "\t" : text
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x20..<0x7F: return String(Unicode.Scalar(byte))
    default:
      let octal = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }
  }
}
