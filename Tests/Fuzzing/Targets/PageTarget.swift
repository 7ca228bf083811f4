import Emitter

/// A run's records, with any texts and any shape, stay records in every form of its report.
struct PageTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    var records = try RecordShape(bytes)
    let report = records.report
    try OutputPaths(names: records.names).check()
    _ = try MergedRuns(report)
    let corrected = try FileRecord(
      NamedExport(name: records.names[0]).correction(), path: records.names[0])
    try claim(corrected.count(.corrected) == 2, "two places are corrected")
    try WrittenReport(runs: report.runs, files: report.files + [corrected]).check()
  }
}
