/// The reports of several runs as one.
package struct MergedReport: Sendable {
  /// In the order of their starts.
  package private(set) var runs: [RunRecord] = []
  private var known: Set<RunRecord> = []
  private var byFile: [FileKey: (record: FileRecord, started: String)] = [:]

  package init() {}

  /// Adds a report. Where a file is in several, the record of the latest run counts. The same path is the
  /// same file where the runs had the same folder.
  package mutating func add(_ report: ReadReport) {
    for run in report.runs where known.insert(run).inserted { runs.append(run) }
    runs.sort { ($0.started, $0.identifier) < ($1.started, $1.identifier) }
    let byIdentifier = Dictionary(
      report.runs.map { (Array($0.identifier.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    for record in report.files {
      let run = byIdentifier[Array(record.run.utf8)]
      let started = run?.started ?? ""
      let file = FileKey(path: record.path, origin: run?.origin ?? "")
      if let known = byFile[file], known.started > started { continue }
      byFile[file] = (record, started)
    }
  }

  /// The files in the order in which one run over all of them tells of them.
  package var files: [FileRecord] {
    byFile.sorted { $0.key < $1.key }.map(\.value.record)
  }
}
