import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// One run of `ldapfix batch`: several files are at work at once, and what comes of them is told in the
/// order of the list.
struct BatchRun {
  private let files: [FoundFile]
  private let corrector: FileCorrector
  private let jobs: Int
  private let workers: BatchWorkers
  private var reports: ReportFiles
  private let console: Console
  private var scripts: ServerScripts?
  private var progress: Progress
  private var hasFailed = false
  private var isFirstPreview = true
  private var cleanedFolders: Set<FilePath> = []
  private var signal: Int32?
  /// Why nothing more can be told.
  private var failure: (any Error)?
  private let arrivals = Arrivals()
  /// What came of files before it is their turn to be told of.
  private var waiting: [Int: FileCorrector.Result] = [:]
  /// The first file that has not been started.
  private var next = 0
  /// The first file that has not been told of.
  private var done = 0
  /// How many of those that are done a signal undid.
  private var undone = 0
  /// How many files are at work.
  private var running = 0
  /// How many bytes are in them.
  private var bytesAtWork = 0

  /// As many bytes of files may be at work at once; one file may be larger.
  private static let mostBytes = 256 << 20

  init(
    files: [FoundFile], corrector: FileCorrector, jobs: Int, reports: ReportFiles, console: Console,
    scripts: ServerScripts?, showsProgress: Bool
  ) {
    self.files = files
    self.corrector = corrector
    self.jobs = jobs
    workers = BatchWorkers(most: jobs)
    self.reports = reports
    self.console = console
    self.scripts = scripts
    progress = Progress(
      files: files.count, bytes: files.reduce(0) { $0 &+ $1.size }, isWanted: showsProgress)
  }

  /// The folder or the file at `path` could not be looked at.
  mutating func fail(_ error: FileError, at path: FilePath) {
    let name = error.name
    hasFailed = true
    scripts?.leaveOut(path)
    console.report(error, input: name)
    var record = FileRecord(path: name, outcome: .failed)
    record.failure = FileRecord.Failure(error)
    reports.add(record)
  }

  // MARK: The files

  /// Corrects all files, or as many as there are before a signal comes.
  mutating func correctAll() throws {
    let stop = Signals.waitForStop()
    if !corrector.destination.isDry { Signals.outliveReaders() }
    while done < next || (next < files.count && !isStopping) {
      while !isStopping, mayStartNext { startNext() }
      progress.draw(current: done < next ? files[done] : nil)
      if let number = stop?.signal { interrupt(by: number) }
      guard let (index, result) = arrivals.next() else { continue }
      running -= 1
      bytesAtWork -= files[index].size
      waiting[index] = result
      tellInOrder()
    }
    progress.clear()
    if let failure { throw failure }
  }

  private var isStopping: Bool { signal != nil || failure != nil }

  private var mayStartNext: Bool {
    // What waits to be told is in memory too.
    next < files.count && running < jobs && next - done < jobs * 8
      && (running == 0 || bytesAtWork + files[next].size <= Self.mostBytes)
  }

  private mutating func startNext() {
    let (corrector, arrivals, index, file) = (corrector, arrivals, next, files[next])
    clean(folderFor: file)
    bytesAtWork += file.size
    running += 1
    next += 1
    workers.start { arrivals.add(index, corrector.correct(file)) }
  }

  /// Tells what came of the files up to the first that is still at work.
  private mutating func tellInOrder() {
    while let result = waiting.removeValue(forKey: done) {
      progress.advance(by: files[done])
      // What cannot be told is no reason to leave files half way.
      do { if failure == nil { try tell(result, of: files[done]) } } catch { failure = error }
      done += 1
    }
  }

  private mutating func interrupt(by number: Int32) {
    signal = number
    progress.clear()
    console.say("stopping when the files in flight are done; once more stops at once")
  }

  /// Removes what a killed run has left in the folder that a result goes to.
  private mutating func clean(folderFor file: FoundFile) {
    let folder: FilePath
    switch corrector.destination {
    case .nowhere: return
    case .inPlace: folder = OutputFolder.of(file.path)
    case .tree(let tree, _, _): folder = OutputFolder.of(tree.path(for: file))
    }
    guard cleanedFolders.insert(folder).inserted else { return }
    let count = OutputFolder.clean(folder)
    guard count > 0 else { return }
    progress.clear()
    console.say(
      "\(TerminalText.escape(folder)): removed "
        + "\(counted(count, "temporary file")) of a run that was killed")
  }

  // MARK: What came of them

  private mutating func tell(_ result: FileCorrector.Result, of file: FoundFile) throws {
    if let interruption = result.error as? Interruption {
      // The file is as it was, so the run has not come to it.
      signal = signal ?? interruption.signal
      undone += 1
      scripts?.leaveOut(file)
      return
    }
    let record = result.record
    reports.add(record)
    if let plan = result.plan { scripts?.add(plan, for: file) }
    if let plan = result.settledPlan { scripts?.add(settled: plan, for: file) }
    if let error = result.error {
      progress.clear()
      hasFailed = true
      scripts?.leaveOut(file)
      console.report(error, input: record.path)
      return warnOfStale(record)
    }
    if let preview = result.preview { try show(preview, of: record) }
    if !record.findings.allSatisfy(\.isCorrected) { progress.clear() }
    console.warn(record)
    say(record)
  }

  private mutating func show(_ preview: Preview, of record: FileRecord) throws {
    progress.clear()
    let text = PreviewText(style: console.outputStyle, width: Terminal.width)
      .text(preview, file: record.path)
    try console.print((isFirstPreview ? "" : "\n") + text)
    isFirstPreview = false
  }

  private mutating func say(_ record: FileRecord) {
    if console.isVerbose { progress.clear() }
    warnOfStale(record)
    let name = TerminalText.escape(record.path)
    let values = counted(record.values, "value")
    switch (record.outcome, record.action) {
    case (.correctable, _): console.detail("\(name): \(values) would be corrected")
    case (.corrected, .upToDate): console.detail("\(name): its output was there already")
    case (.corrected, _):
      // A line for each file would sweep the progress away; in a log it stays.
      let line = "\(name): \(values) corrected, every other byte as it was"
      progress.isShown ? console.detail(line) : console.say(line)
    case (.other, .none): console.detail("\(name): skipped, no Active Directory connector's export")
    case (.other, _): console.detail("\(name): copied, no Active Directory connector's export")
    case (.secure, _): console.detail("\(name): secure already")
    case (.left, _), (.failed, _): break
    }
  }

  private mutating func warnOfStale(_ record: FileRecord) {
    guard record.action == .stale, let output = record.output else { return }
    progress.clear()
    console.warn(
      "\(TerminalText.escape(output)): is the result of an earlier run, and "
        + "\(TerminalText.escape(record.path)) has none now; remove it if it is not to be imported")
  }

  // MARK: The end

  /// Writes scripts and reports, and says what the run comes to.
  mutating func end() -> ExitStatus {
    writeScripts()
    let isInterrupted = signal != nil && done - undone < files.count
    console.say(summary)
    var status = ExitStatus.success
    for error in reports.write(isInterrupted: isInterrupted) {
      console.report(error, input: "-")
      status = status.worst(ExitStatus(error))
    }
    if let signal, isInterrupted {
      console.warn(
        "interrupted after \(done - undone) of \(counted(files.count, "file")); "
          + "run again to do the rest")
      return .interrupted(by: signal)
    }
    let totals = reports.totals
    if hasFailed || totals.correctable > 0 || (corrector.destination.isDry && totals.left > 0) {
      status = status.worst(.findings)
    }
    return status
  }

  private mutating func writeScripts() {
    guard var scripts else { return }
    for file in files[done...] { scripts.leaveOut(unreached: file) }
    for (error, file) in scripts.write() {
      hasFailed = true
      console.report(error, input: file)
    }
    if scripts.written > 0 {
      console.say("\(counted(scripts.written, "script")) for servers")
    }
    let missing = scripts.missing
    if missing > 0 {
      console.say(
        "\(counted(missing, "server")) \(missing == 1 ? "has" : "have") no script, since nothing was "
          + "corrected there now; 'ldapfix script' makes one of exports as they were before")
    }
  }

  private var summary: String {
    let totals = reports.totals
    var text = totals.text
    if totals.copied > 0 { text += "; \(totals.copied) copied" }
    if totals.upToDate > 0 {
      text += "; \(totals.upToDate) skipped, their output was there already"
    }
    return text
  }
}
