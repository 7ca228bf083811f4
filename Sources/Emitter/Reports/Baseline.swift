#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Findings that people have accepted, by connector, place and rule.
package struct Baseline: Sendable, Equatable {
  /// Why a file is no baseline.
  package struct Problem: Error, Equatable {
    package var message: String
  }

  package private(set) var keys: Set<FindingKey>

  package init() { keys = [] }

  package init(_ keys: some Sequence<FindingKey>) { self.keys = Set(keys) }

  /// Whether people have accepted the finding.
  package func accepts(_ key: FindingKey) -> Bool { keys.contains(key) }

  /// Records a finding as accepted.
  package mutating func insert(_ key: FindingKey) { keys.insert(key) }

  /// Reads a baseline that ``json`` has written.
  ///
  /// - Throws: ``Problem``.
  package init(json: some Collection<UInt8>) throws {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(json))
    } catch {
      throw Problem(message: "is no baseline of ldapfix")
    }
    guard document.version == 1 else {
      throw Problem(message: "is a baseline of version \(document.version), and 1 is known")
    }
    self.init(document.findings)
  }

  /// The baseline as JSON, the same bytes for the same findings.
  package var json: [UInt8] {
    get throws {
      try JSONText.encode(Document(version: 1, findings: keys.sorted()), pretty: true)
    }
  }

  private struct Document: Codable {
    var version: Int
    var findings: [FindingKey]
  }
}
