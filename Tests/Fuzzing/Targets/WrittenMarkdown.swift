import Emitter

/// The report of runs as Markdown: lines of known forms, and all text of others in code spans.
struct WrittenMarkdown {
  let text: String
  let runs: [RunRecord]
  let files: [FileRecord]

  func check() throws {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    for line in lines {
      try checkLine(line)
      try checkOutside(line)
    }
    let shown = files.filter { $0.outcome != .other }
    let rows = lines.filter { $0.utf8.first == UInt8(ascii: "|") }
    try claim(rows.count == shown.count + 2, "a table has a row a file")
    for row in rows { try claim(cells(ofMarkdownRow: row) == 6, "a row has its cells: \(row)") }
    let sections = files.map { file in
      (file.failure == nil ? 0 : 1) + file.findings.count { !$0.isCorrected && $0.isInsecure }
    }.filter { $0 > 0 }
    let items = lines.count { $0.utf8.starts(with: "- ".utf8) }
    try claim(items == runs.count + sections.reduce(0, +), "an item for each run and each finding")
    let headings = lines.count { $0.utf8.starts(with: "## ".utf8) }
    try claim(headings == sections.count, "a heading for each file with items")
    // The title, the figures and the table stand between empty lines; a heading does too.
    let others = 6 + 2 * sections.count
    try claim(
      lines.count == rows.count + items + headings + others, "no line besides: \(lines.count)")
  }

  /// Outside code spans there are only words and marks of this program's own.
  private func checkOutside(_ line: String) throws {
    var rest = Array(line.utf8)[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "`") else {
        try claim(
          (byte | 0x20) &- 0x61 < 26 || " #|-,.:()0123456789".utf8.contains(byte),
          "outside code no text has a meaning: \(line)")
        rest = rest.dropFirst()
        continue
      }
      let fence = rest.prefix { $0 == byte }
      rest = rest.dropFirst(fence.count)
      guard let end = Self.end(of: rest, fence: fence.count) else {
        throw BrokenClaim(claim: "a code span ends: \(line)")
      }
      rest = rest[end...]
    }
  }

  /// Behind the next run of exactly as many backticks.
  private static func end(of code: ArraySlice<UInt8>, fence: Int) -> Int? {
    var run = 0
    for (index, byte) in zip(code.indices, code) {
      if byte == UInt8(ascii: "`") {
        run += 1
      } else {
        if run == fence { return index }
        run = 0
      }
    }
    return run == fence ? code.endIndex : nil
  }
}
