#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One run over many files: when, how, and with which version.
package struct RunRecord: Codable, Sendable, Hashable {
  /// What a run was to do.
  package enum Mode: String, Codable, Sendable {
    case outputFolder, inPlace, dryRun

    fileprivate var words: String {
      switch self {
      case .outputFolder: "written into another folder"
      case .inPlace: "corrected in place"
      case .dryRun: "dry run, nothing written"
      }
    }
  }

  /// Which run it is: what the records of its files refer to.
  package var identifier: String
  /// A digest of the folder in which it ran, which tells the same relative paths apart.
  package var origin: String
  package var toolVersion: String
  package var mode: Mode
  /// "keep" or "replace".
  package var sslBind: String
  /// Whether allow-low-security was turned off too.
  package var hardens: Bool
  /// How many files were at work at once, at the most.
  package var jobs: Int
  /// "2/5" where it was one part of several.
  package var shard: String?
  /// UTC, ISO 8601.
  package var started: String
  /// How long it took.
  package var seconds: Double
  /// Whether it was stopped before the last file.
  package var isInterrupted: Bool

  /// What people want to know of it: when, with what, and what it did.
  var words: [String] {
    var words = [started, "ldapfix \(toolVersion)", mode.words]
    if let shard { words.append("part \(shard)") }
    if sslBind != "keep" { words.append("TLS replaced") }
    if hardens { words.append("allow-low-security turned off") }
    words.append("\(JSONText.tenths(seconds)) s")
    if isInterrupted { words.append("stopped before its end") }
    return words
  }

  /// - Parameter folder: the folder in which it runs.
  package init(
    folder: String, toolVersion: String, mode: Mode, sslBind: String, hardens: Bool, jobs: Int,
    shard: String?
  ) {
    identifier = String(UInt64.random(in: .min ... .max), radix: 16)
    origin = String(SHA256.hex(of: Array(folder.utf8)).prefix(16))
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
