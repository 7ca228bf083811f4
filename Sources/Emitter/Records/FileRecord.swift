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

  /// Why a file failed, in words that need not be looked up.
  package struct Failure: Codable, Sendable, Equatable {
    /// What is wrong, as a sentence without a full stop.
    package var message: String
    /// What to do about it.
    package var remedy: String?
    /// Where in the file, if a place is known: from 1, as is the column, which counts bytes of UTF-8.
    package var line: Int?
    package var column: Int?
  }

  /// The path as the user gave it, or a folder and the path in it.
  package var path: String
  /// The identifier of the run.
  package var run: String
  /// Where its result stands, of this run or of an earlier one.
  package var output: String?
  package var outcome: Outcome
  package var action: Action
  package var failure: Failure?
  /// The name of the encoding, where the file could be decoded.
  package var encoding: String?
  /// Bytes before and after.
  package var size: Int?
  package var sizeAfter: Int?
  /// SHA-256 before and after, as upper-case hexadecimal digits.
  package var sha256: String?
  package var sha256After: String?
  /// From the start of the read to the end of the write.
  package var milliseconds: Double
  /// How many values were corrected, or would be.
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

  /// What is insecure and stays so until a person decides.
  package var leftForAPerson: [FindingRecord] {
    findings.filter { $0.isInsecure && !$0.isCorrected }
  }

  /// How many places are in `state`.
  package func count(_ state: PlaceRecord.State) -> Int {
    connectors.reduce(0) { sum, connector in
      sum + connector.places.reduce(0) { $0 + ($1.state == state ? 1 : 0) }
    }
  }
}

extension FileRecord.Failure {
  /// The failure that `error` is for the file.
  package init(_ error: any Error) {
    let error = ErrorDescription(error)
    self.init(
      message: error.message, remedy: error.remedy, line: error.position?.line,
      column: error.position?.column)
  }

  /// "what is wrong; what to do"
  package var text: String { [message, remedy].compactMap { $0 }.joined(separator: "; ") }
}
