import ConnectorExport
import RewriteEngine

/// What a run did with one file, as its reports tell it and as JSON carries it.
package struct FileRecord: Codable, Sendable, Equatable {
  /// What became of a file.
  package enum Outcome: String, Codable, Sendable, CaseIterable {
    /// Values were corrected. Something may be left for a person all the same.
    case corrected
    /// Values would be corrected: it was a dry run.
    case correctable
    /// It was secure already.
    case secure
    /// Nothing could be corrected, and something insecure is left for a person.
    case left
    /// It is no export of an Active Directory connector, and nobody said that it was.
    case other
    /// It could not be read, corrected or written.
    case failed
  }

  /// What was written for a file.
  package enum Action: String, Codable, Sendable {
    case written, copied
    /// What there was to write stood there already, byte for byte.
    case upToDate
    /// There was nothing to write, and the result of an earlier run stands there.
    case stale
    case none
  }

  /// Why a file failed.
  package struct Failure: Codable, Sendable, Equatable {
    package var message: String
    package var remedy: String?
    package var line: Int?
    package var column: Int?
  }

  /// The path as the user gave it, or a folder and the path in it.
  package var path: String
  /// The identifier of the run.
  package var run: String
  package var output: String?
  package var outcome: Outcome
  package var action: Action
  package var failure: Failure?
  package var encoding: String?
  /// Bytes before and after.
  package var size: Int?
  package var sizeAfter: Int?
  /// SHA-256 before and after, as upper-case hexadecimal digits.
  package var sha256: String?
  package var sha256After: String?
  package var milliseconds: Double
  /// How many values were corrected.
  package var values: Int
  package var connectors: [ConnectorRecord]
  package var findings: [FindingRecord]
  /// What changes, for the eyes; the first of very many.
  package var excerpts: [Excerpt]

  package init(path: String, outcome: Outcome) {
    self.path = path
    self.outcome = outcome
    run = ""
    action = .none
    milliseconds = 0
    values = 0
    connectors = []
    findings = []
    excerpts = []
  }

  /// The folder of the file, in which an export of a whole server stands.
  package var server: String {
    // Byte by byte: to Swift a slash with an accent behind it is another character.
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? "."
  }

  /// Nothing is written, so nothing is corrected.
  mutating func becomeDry() {
    if outcome == .corrected { outcome = .correctable }
    for index in connectors.indices { connectors[index].becomeDry() }
  }

  /// How many places are in `state`.
  package func count(_ state: PlaceRecord.State) -> Int {
    connectors.reduce(0) { sum, connector in
      sum + connector.places.reduce(0) { $0 + ($1.state == state ? 1 : 0) }
    }
  }
}

/// A connector of a file, with the state of each of its places.
package struct ConnectorRecord: Codable, Sendable, Equatable {
  package var identifier: String
  package var name: String
  /// The name, or what can stand for it.
  package var title: String
  package var product: String
  package var places: [PlaceRecord]

  fileprivate mutating func becomeDry() {
    for index in places.indices where places[index].state == .corrected {
      places[index].state = .correctable
    }
  }
}

/// A place of a connector, and how it stands with it.
package struct PlaceRecord: Codable, Sendable, Equatable {
  /// How it stands with a place after the run.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// It was insecure, and is corrected.
    case corrected
    /// It is insecure, and would be corrected: it was a dry run.
    case correctable
    /// It is insecure, and a person has to decide.
    case left
    /// TLS protects it in place of signing and sealing.
    case tls
    case secure
  }

  package var kind: String
  package var partition: String?
  package var state: State

  package var title: String { partition.map { "\(kind) \($0)" } ?? kind }
}

/// A finding, and what was done about it.
package struct FindingRecord: Codable, Sendable, Equatable {
  package var rule: String
  package var level: String
  package var message: String
  /// The title of the connector, and of the place in it.
  package var connector: String
  package var place: String
  package var line: Int
  package var column: Int
  package var isCorrected: Bool
  package var fingerprint: String

  /// Whether it says that something is insecure.
  package var isInsecure: Bool { level != Rule.Level.note.rawValue }
}

/// A changed element before and after, without what nobody may see.
package struct Excerpt: Codable, Sendable, Equatable {
  /// The connector and the place.
  package var place: String
  package var line: Int
  package var column: Int
  /// Nil where the element is new.
  package var before: String?
  package var after: String
}
