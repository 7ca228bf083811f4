import Emitter

/// A report merged with itself in several orders, with claims about what a merge may not change.
struct MergedRuns {
  let runs: [RunRecord]
  let files: [FileRecord]

  init(_ report: ReadReport) throws {
    let once = Self.merge([report])
    (runs, files) = (once.runs, once.files)
    let files = try lines(once.files)
    let twice = Self.merge([report, report])
    try claim(twice.runs == once.runs, "a run counts once")
    try claim(try lines(twice.files) == files, "a file counts once")
    let names = report.files.map { Name($0, report.runs) }
    try claim(Set(names).count == once.files.count, "a merge has every file, each once")
    var reversed = report
    reversed.files.reverse()
    try claim(
      Self.merge([reversed]).files.map { Name($0, report.runs) }
        == once.files.map { Name($0, report.runs) },
      "the order of files does not depend on that of the reports")
    try checkLatest(report)
    try checkTotals()
  }

  private static func merge(_ reports: [ReadReport]) -> MergedReport {
    var merged = MergedReport()
    for report in reports { merged.add(report) }
    return merged
  }

  /// A later run of the same files counts, whichever report comes first.
  private func checkLatest(_ report: ReadReport) throws {
    let known = Set(report.runs.map { Array($0.identifier.utf8) })
    guard report.files.allSatisfy({ known.contains(Array($0.run.utf8)) }) else { return }
    var later = report
    for index in later.runs.indices { later.runs[index].started += "1" }
    for index in later.files.indices { later.files[index].values = 77 }
    guard Set(report.files.map { Name($0, report.runs) }).count == report.files.count else {
      return
    }
    for reports in [[report, later], [later, report]] {
      try claim(
        Self.merge(reports).files.allSatisfy { $0.values == 77 }, "the latest run counts")
    }
  }

  private func checkTotals() throws {
    var totals = RunTotals()
    for file in files { totals.add(file) }
    let outcomes = [
      totals.corrected, totals.correctable, totals.secure, totals.left, totals.other, totals.failed,
    ]
    try claim(
      totals.files == files.count && outcomes.reduce(0, +) == files.count,
      "every file has one outcome")
    try claim(
      totals.written + totals.copied + totals.upToDate + totals.stale
        == files.count { $0.action != .none }, "every file has one action")
    let places = files.flatMap(\.connectors).flatMap(\.places)
    try claim(
      totals.places == places.count
        && totals.placesCorrected + totals.placesCorrectable + totals.placesLeft + totals.placesTLS
          == places.count { $0.state != .secure },
      "every place has one state")
    try claim(
      totals.values >= files.map(\.values).max() ?? 0 && totals.values >= 0, "a sum is no less")
    try checkLine(totals.text)
  }
}

/// Which file a record is about: the folder of its run, and the parts of its path, byte for byte.
private struct Name: Hashable {
  private var origin: [UInt8]
  private var isAbsolute: Bool
  private var parts: [[UInt8]]

  init(_ record: FileRecord, _ runs: [RunRecord]) {
    origin =
      runs.first { $0.identifier.utf8.elementsEqual(record.run.utf8) }
      .map { Array($0.origin.utf8) } ?? []
    isAbsolute = record.path.utf8.first == 0x2F
    parts = record.path.utf8.split(separator: 0x2F).map { Array($0) }.filter { $0 != [0x2E] }
  }
}

/// The records as JSON has them: text compares byte by byte there.
private func lines(_ files: [FileRecord]) throws -> String {
  var text = ""
  try RunJSON().write([], RunTotals(), files) { text += $0 }
  return text
}
