/// The reports of several runs as one.
package struct MergedReport: Sendable {
  /// In the order of their starts.
  package private(set) var runs: [RunRecord] = []
  private var byPath: [String: (record: FileRecord, started: String)] = [:]

  package init() {}

  /// Adds a report. Where a file is in several, the record of the latest run counts.
  package mutating func add(_ report: ReadReport) {
    for run in report.runs where !runs.contains(run) { runs.append(run) }
    runs.sort { ($0.started, $0.shard ?? "") < ($1.started, $1.shard ?? "") }
    let started = report.runs.map(\.started).max() ?? ""
    for record in report.files {
      if let known = byPath[record.path], known.started > started { continue }
      byPath[record.path] = (record, started)
    }
  }

  /// The files in the order in which one run over all of them tells of them.
  package var files: [FileRecord] {
    byPath.values.map { (Self.key($0.record.path), $0.record) }
      .sorted { Self.isBefore($0.0, $1.0) }.map(\.1)
  }

  /// The folders and the name of a path.
  private static func key(_ path: String) -> [Substring] { path.split(separator: "/") }

  /// Folder by folder; the files of a folder come before the folders in it.
  private static func isBefore(_ left: [Substring], _ right: [Substring]) -> Bool {
    for (a, b) in zip(left.dropLast(), right.dropLast()) where a != b {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    if left.count != right.count { return left.count < right.count }
    return (left.last ?? "").utf8.lexicographicallyPrecedes((right.last ?? "").utf8)
  }
}
