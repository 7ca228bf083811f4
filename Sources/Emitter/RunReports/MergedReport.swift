/// The reports of several runs as one.
package struct MergedReport: Sendable {
  /// In the order of their starts.
  package private(set) var runs: [RunRecord] = []
  private var byFile: [String: (record: FileRecord, started: String)] = [:]

  package init() {}

  /// Adds a report. Where a file is in several, the record of the latest run counts. The same path is the
  /// same file where the runs had the same folder.
  package mutating func add(_ report: ReadReport) {
    for run in report.runs where !runs.contains(run) { runs.append(run) }
    runs.sort { ($0.started, $0.identifier) < ($1.started, $1.identifier) }
    for record in report.files {
      let run = report.runs.first { $0.identifier == record.run }
      let (origin, started) = (run?.origin ?? "", run?.started ?? "")
      let file = "\(origin) \(Self.key(record.path).joined(separator: "/"))"
      if let known = byFile[file], known.started > started { continue }
      byFile[file] = (record, started)
    }
  }

  /// The files in the order in which one run over all of them tells of them.
  package var files: [FileRecord] {
    byFile.map { (Self.key($0.value.record.path), $0.key, $0.value.record) }
      .sorted { $0.0 == $1.0 ? $0.1 < $1.1 : Self.isBefore($0.0, $1.0) }.map(\.2)
  }

  /// The folders and the name of a path; the root, if it has one, is an empty folder.
  private static func key(_ path: String) -> [Substring] {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return path.utf8.first == UInt8(ascii: "/") ? [""] + parts : parts
  }

  /// Folder by folder; the files of a folder come before the folders in it.
  private static func isBefore(_ left: [Substring], _ right: [Substring]) -> Bool {
    for (a, b) in zip(left.dropLast(), right.dropLast()) where a != b {
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    if left.count != right.count { return left.count < right.count }
    return (left.last ?? "").utf8.lexicographicallyPrecedes((right.last ?? "").utf8)
  }
}
