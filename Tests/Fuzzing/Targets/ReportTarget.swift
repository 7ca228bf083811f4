import Emitter

/// What `ldapfix report` reads is refused with a reason, or merges and is written in every form.
struct ReportTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    let report: ReadReport
    do {
      report = try ReadReport(json: bytes)
    } catch {
      try claim(error.message.hasPrefix("is "), "a refusal says why")
      return try checkLine(error.message)
    }
    let merged = try MergedRuns(report)
    try WrittenReport(runs: merged.runs, files: merged.files).check()
  }
}
