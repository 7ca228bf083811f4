#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One run over many files: when, how, and with which version.
package struct RunRecord: Codable, Sendable, Equatable {
  /// What a run was to do.
  package enum Mode: String, Codable, Sendable {
    case outputFolder, inPlace, dryRun
  }

  package var toolVersion: String
  package var mode: Mode
  /// "keep" or "replace".
  package var sslBind: String
  package var hardens: Bool
  package var jobs: Int
  /// "2/5" where it was one part of several.
  package var shard: String?
  /// UTC, ISO 8601.
  package var started: String
  package var seconds: Double
  /// Whether it was stopped before the last file.
  package var isInterrupted: Bool

  package init(
    toolVersion: String, mode: Mode, sslBind: String, hardens: Bool, jobs: Int, shard: String?
  ) {
    self.toolVersion = toolVersion
    self.mode = mode
    self.sslBind = sslBind
    self.hardens = hardens
    self.jobs = jobs
    self.shard = shard
    started = Date().formatted(.iso8601)
    seconds = 0
    isInterrupted = false
  }
}

/// What the records of files come to.
package struct RunTotals: Codable, Sendable, Equatable {
  package var files = 0
  package var corrected = 0
  package var secure = 0
  package var left = 0
  package var other = 0
  package var failed = 0
  /// Files whose output stood there already.
  package var upToDate = 0
  package var written = 0
  package var copied = 0
  package var connectors = 0
  package var places = 0
  package var placesCorrected = 0
  package var placesLeft = 0
  package var placesTLS = 0
  package var values = 0
  package var bytes = 0

  package init() {}

  package mutating func add(_ record: FileRecord) {
    files += 1
    switch record.outcome {
    case .corrected: corrected += 1
    case .secure: secure += 1
    case .left: left += 1
    case .other: other += 1
    case .failed: failed += 1
    }
    switch record.action {
    case .written: written += 1
    case .copied: copied += 1
    case .upToDate: upToDate += 1
    case .none: break
    }
    connectors += record.connectors.count
    places += record.connectors.reduce(0) { $0 + $1.places.count }
    placesCorrected += record.count(.corrected)
    placesLeft += record.count(.left)
    placesTLS += record.count(.tls)
    values += record.values
    bytes += record.size ?? 0
  }

  /// "40 files: 12 corrected (144 values), 20 secure, 1 left for a person, 7 other XML"
  package var text: String {
    var parts = ["\(corrected) corrected (\(Self.count(values, "value")))", "\(secure) secure"]
    if left > 0 { parts.append("\(left) left for a person") }
    if other > 0 { parts.append("\(other) other XML") }
    if failed > 0 { parts.append("\(failed) failed") }
    return "\(Self.count(files, "file")): \(parts.joined(separator: ", "))"
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
