import Emitter
import SourceXML

/// The report of runs as a page: its markup is the same whatever the texts in it are.
struct WrittenPage {
  let runs: [RunRecord]
  let files: [FileRecord]

  func check() throws {
    let html = try WrittenReport.text(.html, runs, files)
    let page = try PageScan(html)
    var plain = PlainTexts()
    let other = try PageScan(
      try WrittenReport.text(.html, runs.map { plain.run($0) }, files.map { plain.file($0) }))
    try claim(page.tags == other.tags, "no text changes the markup")
    try checkRows(page)
    try checkPicture(html)
    for text in page.texts {
      for line in text.utf8.split(separator: 0x0A) {
        try checkLine(String(decoding: line, as: UTF8.self))
      }
    }
  }

  /// A row for each file, which shows its path.
  private func checkRows(_ page: PageScan) throws {
    guard let body = page.tags.firstIndex(of: "tbody") else {
      throw BrokenClaim(claim: "a page has a table")
    }
    let rows = page.tags.indices.filter { $0 > body && page.tags[$0] == "tr" }
    try claim(rows.count == files.count, "a row for each file")
    for (row, file) in zip(rows, files) {
      let isFolded = page.tags[row + 2] == "details"
      let shown = page.texts[row + (isFolded ? 4 : 2)]
      try claim(
        shown.utf8.elementsEqual(TerminalText.escape(file.path).utf8),
        "a row shows the path: \(shown)")
    }
  }

  /// A picture in SVG is well-formed XML to the parser of exports too.
  private func checkPicture(_ html: String) throws {
    let bytes = Array(html.utf8)[...]
    guard let start = firstRange(of: "<div class=\"picture\">", in: bytes)?.upperBound,
      let end = firstRange(of: "</svg>", in: bytes[start...])?.upperBound
    else { throw BrokenClaim(claim: "a page has a picture") }
    let everything = DocumentPattern(roots: [:], otherRoot: .subtree)
    do throws(SourceError) {
      let text = try SourceText(SourceBytes(Array(bytes[start..<end])), limits: .fuzzing)
      _ = try SourceDocument(text, keeping: everything, limits: .fuzzing)
    } catch {
      let isLimit = error.reason == .limit
      try claim(isLimit, "a picture is well-formed: \(error.message)")
    }
  }
}

/// The same records with harmless texts: different ones where they differ, the same where they are the same.
private struct PlainTexts {
  private var known: [String: String] = [:]

  private mutating func text(_ text: String) -> String {
    if text.isEmpty { return "" }
    if let plain = known[text] { return plain }
    let plain = "t\(known.count)"
    known[text] = plain
    return plain
  }

  mutating func run(_ run: RunRecord) -> RunRecord {
    var run = run
    run.started = text(run.started)
    run.toolVersion = text(run.toolVersion)
    run.sslBind = text(run.sslBind)
    run.shard = run.shard.map { text($0) }
    return run
  }

  mutating func file(_ file: FileRecord) -> FileRecord {
    var file = file
    file.path = "\(text(file.server))/\(text(file.path))"
    file.output = file.output.map { text($0) }
    file.sha256 = file.sha256.map { text($0) }
    file.sha256After = file.sha256After.map { text($0) }
    file.failure?.message = "m"
    file.failure?.remedy = "r"
    for index in file.connectors.indices { file.connectors[index].title = "c" }
    for index in file.findings.indices {
      file.findings[index].message = "m"
      (file.findings[index].connector, file.findings[index].place) = ("c", "p")
      file.findings[index].rule = "r"
    }
    for index in file.excerpts.indices {
      file.excerpts[index].place = text(file.excerpts[index].place)
      file.excerpts[index].before = file.excerpts[index].before.map { text($0) }
      file.excerpts[index].after = text(file.excerpts[index].after)
    }
    return file
  }
}
