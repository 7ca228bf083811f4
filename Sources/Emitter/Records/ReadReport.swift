#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A JSON report that was read back.
package struct ReadReport: Decodable, Sendable {
  /// The runs that the records refer to.
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
