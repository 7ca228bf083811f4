/// A report as JSON, in the form that `batch.schema.json` of the documentation describes: one file a line,
/// so that reports of several runs merge by putting their `runs` and `files` one after the other.
package struct RunJSON: RunReport {
  /// The version of the form; it changes when a reader of an older one would be misled.
  package static let version = 1

  package init() {}

  package func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource,
    to write: (String) throws -> Void
  ) throws {
    try write("{\"version\":\(Self.version),\"runs\":\(JSONText.line(runs)),\"files\":[")
    var separator = "\n"
    try files.forEachRecord { record in
      try write(separator + JSONText.line(record))
      separator = ",\n"
    }
    try write("\n],\"totals\":\(JSONText.line(totals))}\n")
  }
}
