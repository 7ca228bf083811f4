import RewriteEngine

/// What the records of files come to.
package struct RunTotals: Codable, Sendable, Equatable {
  package var files = 0
  package var corrected = 0
  package var correctable = 0
  package var secure = 0
  package var left = 0
  package var other = 0
  package var failed = 0
  /// Files whose output stood there already.
  package var upToDate = 0
  /// Files without an output for which one of an earlier run stands there.
  package var stale = 0
  /// Files whose corrected output was written.
  package var written = 0
  /// Files that were written to their output as they are.
  package var copied = 0
  package var connectors = 0
  package var places = 0
  package var placesCorrected = 0
  package var placesCorrectable = 0
  package var placesLeft = 0
  package var placesTLS = 0
  /// Values that were corrected or would be.
  package var values = 0
  /// The size of all files before.
  package var bytes = 0

  package init() {}

  /// Counts a file.
  package mutating func add(_ record: FileRecord) {
    files += 1
    switch record.outcome {
    case .corrected: corrected += 1
    case .correctable: correctable += 1
    case .secure: secure += 1
    case .left: left += 1
    case .other: other += 1
    case .failed: failed += 1
    }
    switch record.action {
    case .written: written += 1
    case .copied: copied += 1
    case .upToDate: upToDate += 1
    case .stale: stale += 1
    case .none: break
    }
    connectors += record.connectors.count
    places += record.connectors.reduce(0) { $0 + $1.places.count }
    placesCorrected += record.count(.corrected)
    placesCorrectable += record.count(.correctable)
    placesLeft += record.count(.left)
    placesTLS += record.count(.tls)
    values = Self.sum(values, record.values)
    bytes = Self.sum(bytes, record.size ?? 0)
  }

  /// "40 files: 12 corrected (144 values), 20 secure, 1 left for a person, 7 other XML"
  package var text: String {
    let number = "(\(counted(values, "value")))"
    var parts =
      correctable > 0
      ? ["\(correctable) would be corrected \(number)"] : ["\(corrected) corrected \(number)"]
    if correctable > 0, corrected > 0 { parts.append("\(corrected) corrected") }
    parts.append("\(secure) secure")
    if left > 0 { parts.append("\(left) left for a person") }
    if other > 0 { parts.append("\(other) other XML") }
    if failed > 0 { parts.append("\(failed) failed") }
    return "\(counted(files, "file")): \(parts.joined(separator: ", "))"
  }

  /// A record may come from a damaged report: no sum is beyond what there is.
  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooLarge) = left.addingReportingOverflow(max(right, 0))
    return isTooLarge ? .max : sum
  }
}
