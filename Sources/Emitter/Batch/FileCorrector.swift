import ConnectorExport
import RewriteEngine
import SourceXML
import SystemPackage

/// Corrects one file of many, from reading to writing. What comes of it holds no part of the document.
package struct FileCorrector: Sendable {
  /// Where results go.
  package enum Destination: Sendable {
    /// Nothing is written.
    case nowhere
    case inPlace(OutputFile.Options)
    /// - Parameter copiesOthers: whether files that need no correction are written too, as they are.
    case tree(OutputTree, copiesOthers: Bool, OutputFile.Options)

    /// Whether nothing is written.
    package var isDry: Bool { if case .nowhere = self { true } else { false } }
  }

  /// What a correction may touch beside signing and sealing.
  package var policy: CorrectionPolicy
  /// How much of everything an export may have.
  package var limits: SourceLimits
  package var destination: Destination
  /// Whether a report wants digests and excerpts, which take time.
  package var isDetailed: Bool
  /// Whether a file that is named may be another document.
  package var skipsOthers: Bool
  /// The product that scripts are for, where scripts are wanted.
  package var scripts: ScriptRequest?

  /// That scripts are wanted.
  package struct ScriptRequest: Sendable {
    /// Nil to go by the exports.
    package var product: Product?
    package init(product: Product?) { self.product = product }
  }

  package init(
    policy: CorrectionPolicy, limits: SourceLimits, destination: Destination, isDetailed: Bool,
    skipsOthers: Bool, scripts: ScriptRequest?
  ) {
    self.policy = policy
    self.limits = limits
    self.destination = destination
    self.isDetailed = isDetailed
    self.skipsOthers = skipsOthers
    self.scripts = scripts
    // While there is one thread: see there.
    _ = OutputFile.processMask
  }

  /// What came of a file.
  package struct Result: Sendable {
    /// What the reports tell of it.
    package var record: FileRecord
    /// What would change, in a dry run.
    package var preview: Preview?
    /// The part of its server's script.
    package var plan: ScriptPlan?
    /// The same of a file that needs no correction now, and may have been corrected by an earlier run.
    package var settledPlan: ScriptPlan?
    /// Why it failed.
    package var error: (any Error)?
  }

  /// Corrects `file`. An error is part of the result: the other files go on.
  package func correct(_ file: FoundFile) -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    var result = attempt(file)
    result.record.milliseconds =
      ((clock.now - start) / .microseconds(1)).rounded(.down) / 1_000
    return result
  }

  private func attempt(_ file: FoundFile) -> Result {
    let path = RawText.text(of: file.path)
    var result = Result(record: FileRecord(path: path, outcome: .failed))
    do {
      // A reader that waits for ever would keep the others waiting.
      if InputFile.isStream(file.path) { throw Self.isStream(file.path) }
      let input = try InputFile.read(file.path, limits: limits)
      result.record.size = input.bytes.count
      if isDetailed { result.record.sha256 = SHA256.hex(of: input.bytes) }
      do {
        try correct(file, input, &result)
      } catch let error as ExportError where (skipsOthers || !file.isNamed) && error.isOtherDocument
      {
        result.record.outcome = .other
        try write(input.bytes, isChanged: false, input, file, &result.record)
      }
    } catch {
      // What would have been is not what is.
      let (size, digest) = (result.record.size, result.record.sha256)
      result = Result(record: FileRecord(path: path, outcome: .failed))
      (result.record.size, result.record.sha256) = (size, digest)
      markStale(&result.record, file)
      result.record.failure = FileRecord.Failure(error)
      result.error = error
    }
    return result
  }

  private func correct(_ file: FoundFile, _ input: InputFile, _ result: inout Result) throws {
    let correction = try Correction(of: Export(input.bytes, limits: limits), policy: policy)
    let corrected = try correction.corrected()
    var record = try FileRecord(correction, path: result.record.path)
    (record.size, record.sha256) = (result.record.size, result.record.sha256)
    record.sizeAfter = corrected.count
    let isChanged = !correction.edits.isEmpty
    if isDetailed {
      record.sha256After = isChanged ? SHA256.hex(of: corrected.joined()) : record.sha256
    }
    let isDry = destination.isDry
    if isDry { record.becomeDry() }
    if isChanged, isDry || isDetailed {
      let preview = try Preview(of: correction)
      if isDetailed { record.excerpts = Excerpt.all(of: preview) }
      if isDry { result.preview = preview }
    }
    result.record = record
    if let scripts {
      let item = (result.record.path, RawText.name(of: file.path), correction)
      if isChanged {
        result.plan = try ScriptPlan([item], purpose: .apply, product: scripts.product)
      } else if case .inPlace = destination {
        // What no script can be made for was corrected by none that wanted one.
        result.settledPlan = try? ScriptPlan(
          settled: item, policy: policy, product: scripts.product)
      }
    }
    try write(corrected, isChanged: isChanged, input, file, &result.record)
  }

  /// Says where a result of an earlier run stands for a file that has none now.
  private func markStale(_ record: inout FileRecord, _ file: FoundFile) {
    guard case .tree(let tree, _, _) = destination else { return }
    let output = tree.path(for: file)
    let attributes = FileAttributes.ifKnown(output)
    guard attributes?.kind == .regular else { return }
    record.output = RawText.text(of: output)
    record.action = .stale
  }

  private func write(
    _ bytes: some PiecedBytes, isChanged: Bool, _ input: InputFile, _ file: FoundFile,
    _ record: inout FileRecord
  ) throws {
    switch destination {
    case .nowhere: return
    case .inPlace(let options):
      guard isChanged else { return }
      record.output = record.path
      try OutputFile.replace(file.path, input, with: bytes, options: options)
      record.action = .written
    case .tree(let tree, let copiesOthers, let options):
      guard isChanged || copiesOthers else {
        return markStale(&record, file)
      }
      let output = tree.path(for: file)
      record.output = RawText.text(of: output)
      try OutputFolder.make(OutputFolder.of(output))
      try tree.checkInside(output)
      // Nothing but its bytes says that a result is up to date.
      if InputFile.holds(output, bytes) {
        record.action = .upToDate
        return
      }
      try OutputFile.create(output, from: input, bytes: bytes, options: options)
      record.action = isChanged ? .written : .copied
    }
  }

  private static func isStream(_ path: FilePath) -> FileError {
    FileError(
      .noInput, path, "is no regular file", remedy: "use 'ldapfix patch' for what comes as a stream"
    )
  }
}
