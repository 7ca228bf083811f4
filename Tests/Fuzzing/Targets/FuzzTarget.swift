import SourceXML

/// A part of the program that any bytes may reach, with claims that must hold whatever they are.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Decoding and parsing.
  case parse
  /// Reading an export, and the findings under every policy.
  case assess
  /// The correction, its proof, and the verification of two files.
  case correct
  /// The unified diff.
  case diff
  /// Literals of PowerShell.
  case powershell
  /// What is written for terminals, logs, JSON and Markdown.
  case escape
  /// Files in JSON with accepted findings.
  case baseline
  /// Reports in JSON that are merged, and written in every form.
  case report
  /// Reports on runs with any texts and any shape.
  case page

  /// Gives `bytes` to this part of the program. That they are refused is in order.
  ///
  /// - Throws: ``BrokenClaim`` where a claim does not hold.
  package func run(_ bytes: [UInt8]) throws {
    switch self {
    case .parse: try ParseTarget(bytes).run()
    case .assess: try AssessTarget(bytes).run()
    case .correct: try CorrectTarget(bytes).run()
    case .diff: try DiffTarget(bytes).run()
    case .powershell: try PowerShellTarget(bytes).run()
    case .escape: try EscapeTarget(bytes).run()
    case .baseline: try BaselineTarget(bytes).run()
    case .report: try ReportTarget(bytes).run()
    case .page: try PageTarget(bytes).run()
    }
  }
}

/// A claim that does not hold for some input: a defect.
package struct BrokenClaim: Error, Equatable {
  package var claim: String
}

func claim(_ holds: @autoclosure () throws -> Bool, _ claim: @autoclosure () -> String) throws {
  guard try holds() else { throw BrokenClaim(claim: claim()) }
}

/// Limits under which an input of a fuzzer is done in milliseconds, and can reach every one of them.
extension SourceLimits {
  static let fuzzing: SourceLimits = {
    var limits = SourceLimits.standard
    limits.bytes = 1_000_000
    limits.depth = 64
    limits.attributes = 64
    limits.namespaces = 64
    limits.names = 1_000
    limits.keptElements = 10_000
    return limits
  }()
}
