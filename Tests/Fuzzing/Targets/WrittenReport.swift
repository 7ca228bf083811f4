import Emitter

/// A report on runs in every form; no text in it is anything but text to whoever reads the form.
struct WrittenReport {
  let runs: [RunRecord]
  let files: [FileRecord]

  func check() throws {
    for file in files { try checkServer(file) }
    try checkJSON()
    try checkCSV()
    try WrittenMarkdown(text: try text(.md), runs: runs, files: files).check()
    try WrittenPage(runs: runs, files: files).check()
  }

  private func text(_ form: RunReportForm) throws -> String {
    try Self.text(form, runs, files)
  }

  static func text(
    _ form: RunReportForm, _ runs: [RunRecord], _ files: [FileRecord]
  ) throws -> String {
    var totals = RunTotals()
    for file in files { totals.add(file) }
    var text = ""
    try form.report.write(runs, totals, files) { text += $0 }
    return text
  }

  /// The folder is what stands before the last slash, byte by byte.
  private func checkServer(_ file: FileRecord) throws {
    let path = Array(file.path.utf8)
    let folder = path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[..<$0]) } ?? [0x2E]
    try claim(file.server.utf8.elementsEqual(folder), "a file is in its folder: \(file.path)")
  }

  // MARK: JSON

  /// What is written reads back as the same, one file a line.
  private func checkJSON() throws {
    let json = try text(.json)
    try claim(json.utf8.count { $0 == 0x0A } == files.count + 2, "one file is one line")
    let report: ReadReport
    do {
      report = try ReadReport(json: Array(json.utf8))
    } catch {
      throw BrokenClaim(claim: "a report reads back: \(error.message)")
    }
    try claim(report.runs == runs && report.files == files, "what is read is what was written")
    try claim(
      zip(report.files, files).allSatisfy { $0.path.utf8.elementsEqual($1.path.utf8) },
      "a path reads back byte by byte")
    try claim(
      try Self.text(.json, report.runs, report.files).utf8.elementsEqual(json.utf8),
      "the same report is the same bytes")
  }

  // MARK: CSV

  private static let columns = 17

  private func checkCSV() throws {
    let csv = try text(.csv)
    var rows = try CSVTable(csv).rows[...]
    try claim(rows.popFirst()?.count == Self.columns, "a table has its columns")
    for file in files {
      let places = file.connectors.reduce(0) { $0 + $1.places.count }
      for _ in 0..<max(places, 1) {
        guard let row = rows.popFirst() else {
          throw BrokenClaim(claim: "a table has a row for each place")
        }
        try claim(row.count == Self.columns, "a row has its cells: \(row)")
        let path = TerminalText.escape(file.path)
        try claim(
          row[0].utf8.elementsEqual(path.utf8) || row[0].utf8.elementsEqual(Self.guarded(path))
            || path.utf8.contains(UInt8(ascii: ";")),
          "a row has the path: \(row[0])")
        try claim(
          Int(Self.plain(row[10])) == file.values && Self.isNumber(Self.plain(row[15])),
          "a number is one: \(row)")
        for cell in row {
          try checkLine(cell)
          try checkCell(cell)
        }
      }
    }
    try claim(rows.isEmpty, "a table has no row besides")
    for cell in CSVTable.semicolonCells(csv) { try checkCell(cell) }
  }

  /// `text` with the apostrophe that makes a formula none: before its first mark, behind spaces and quotes.
  private static func guarded(_ text: String) -> [UInt8] {
    let lead = text.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }
    return lead + [UInt8(ascii: "'")] + text.utf8.dropFirst(lead.count)
  }

  private static func plain(_ cell: String) -> Substring {
    cell.hasPrefix("'") ? cell.dropFirst() : cell[...]
  }

  /// A number with one digit behind the point.
  private static func isNumber(_ text: Substring) -> Bool {
    let digits = (text.hasPrefix("-") ? text.dropFirst() : text).split(
      separator: ".", omittingEmptySubsequences: false)
    return digits.count == 2 && digits[1].count == 1
      && digits.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
  }

  /// What a spreadsheet takes for a formula begins with one of these.
  private func checkCell(_ cell: String) throws {
    let first = cell.unicodeScalars.first { $0 != " " && $0 != "\"" } ?? "x"
    try claim(
      !"=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first),
      "a cell is no formula: \(cell)")
  }
}
