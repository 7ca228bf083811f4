import ConnectorExport
import RewriteEngine
import SourceXML

/// The export of one or more connectors of Active Directory: what is wrong with it, and what it becomes.
///
/// ```swift
/// let document = try ConnectorDocument(bytes)
/// for finding in document.findings { print(finding.position.line, finding.message) }
/// let corrected = try document.corrected()
/// ```
public struct ConnectorDocument: Sendable {
  /// What the rules say, in the order of the connectors and their places.
  public let findings: [ConnectorFinding]
  /// The replacements that correct it, in ascending order of their byte offsets.
  public let edits: [ByteEdit]
  let policy: CorrectionPolicy
  let bytes: SourceBytes

  /// Reads and assesses an export.
  ///
  /// - Parameters:
  ///   - bytes: the file as it is, in its own encoding.
  ///   - policy: what a correction may touch beside signing and sealing.
  /// - Throws: ``ConnectorDocumentError`` where the bytes are not the export of an Active Directory
  ///   connector.
  public init(
    _ bytes: some Collection<UInt8>, policy: CorrectionPolicy = CorrectionPolicy()
  ) throws(ConnectorDocumentError) {
    self.policy = policy
    self.bytes = SourceBytes(bytes)
    do {
      let correction = try Correction(of: Export(self.bytes), policy: policy)
      let text = correction.export.document.text
      let offsets = Set(correction.assessment.findings.map(\.range.lowerBound)).sorted()
      let positions = Dictionary(
        uniqueKeysWithValues: zip(offsets, try text.positions(of: offsets)))
      findings = correction.assessment.findings.compactMap { finding in
        positions[finding.range.lowerBound].map { ConnectorFinding(finding, position: $0) }
      }
      edits = correction.edits.map {
        ByteEdit(range: $0.storedRange, replacement: $0.storedReplacement)
      }
    } catch {
      throw ConnectorDocumentError(error)
    }
  }

  /// The correction, made anew: kept, it would hold the parsed document in memory.
  func correction() throws -> Correction { try Correction(of: Export(bytes), policy: policy) }

  /// Whether something is insecure, corrected or not.
  public var isInsecure: Bool { findings.contains { $0.rule.level > .note } }

  /// The corrected file, proven to differ from the original in the values of its edits alone. The
  /// original itself where there is nothing to correct.
  ///
  /// - Throws: ``ConnectorDocumentError`` where the proof fails, which is a defect of this library.
  public func corrected() throws(ConnectorDocumentError) -> [UInt8] {
    do {
      return Array(try correction().correctedBytes())
    } catch {
      throw ConnectorDocumentError(error)
    }
  }

  /// The correction as `diff -u` writes it; empty where there is nothing to correct.
  ///
  /// - Parameter name: the path to stand behind `a/` and `b/`.
  /// - Throws: ``ConnectorDocumentError``.
  public func unifiedDiff(name: String) throws(ConnectorDocumentError) -> [UInt8] {
    do {
      return UnifiedDiff(of: try correction(), name: name.utf8).bytes
    } catch {
      throw ConnectorDocumentError(error)
    }
  }
}
