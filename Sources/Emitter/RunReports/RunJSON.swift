#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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

/// A JSON report that was read back.
package struct ReadReport: Decodable, Sendable {
  package var runs: [RunRecord]
  package var files: [FileRecord]
  private var version: Int

  /// Reads a report.
  ///
  /// - Throws: ``Damage``.
  package init(json bytes: some RandomAccessCollection<UInt8>) throws(Damage) {
    let decoded: ReadReport
    do {
      decoded = try JSONDecoder().decode(ReadReport.self, from: Data(bytes))
    } catch {
      throw Damage(message: "is no JSON report of 'ldapfix batch'")
    }
    guard decoded.version == RunJSON.version else {
      throw Damage(
        message: "is a report of version \(decoded.version), and this program knows "
          + "\(RunJSON.version) only")
    }
    self = decoded
  }

  /// Why a report cannot be read.
  package struct Damage: Error {
    package var message: String
  }
}
