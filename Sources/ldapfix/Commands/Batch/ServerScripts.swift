import Emitter
import SourceXML
import SystemPackage

/// The scripts of `ldapfix batch --script-dir`: one for each folder of exports, which is one server's.
struct ServerScripts {
  private let tree: OutputTree
  private var plans: [FilePath: [ScriptPlan]] = [:]
  /// For files that an earlier run may have corrected in place.
  private var settled: [FilePath: [ScriptPlan]] = [:]
  /// Folders of which a file failed or was not come to: half a script is none.
  private var incomplete: Set<FilePath> = []
  /// Those of them of which a file was not come to, since the run was stopped.
  private var stopped: Set<FilePath> = []
  /// What could not be looked at: nobody knows of the files below.
  private var unseen: [FilePath] = []
  private(set) var written = 0

  /// How many servers have no script, though an earlier run may have corrected what this one found secure.
  var missing: Int {
    settled.keys.count { plans[$0] == nil && FileAttributes.ifKnown($0) == nil }
  }

  /// The name of each script, in its server's folder.
  private static let name: FilePath.Component = "ldapfix.ps1"

  init(root: FilePath) { tree = OutputTree(root: root) }

  /// Where the scripts for the servers of `files` go.
  func paths(for files: [FoundFile]) -> [FilePath] { Array(Set(files.map(path))) }

  /// Adds what the script of the file's server has to do for `file`.
  mutating func add(_ plan: ScriptPlan, for file: FoundFile) {
    plans[path(for: file), default: []].append(plan)
  }

  /// Adds what a script of the file's server, if there is one, has to do for a `file` that is as it was.
  mutating func add(settled plan: ScriptPlan, for file: FoundFile) {
    if !plan.isEmpty { settled[path(for: file), default: []].append(plan) }
  }

  /// There will be no script for the server of `file`.
  mutating func leaveOut(_ file: FoundFile) { incomplete.insert(path(for: file)) }

  /// The same for a file that the run did not come to. A server of which it came to none is as it was.
  mutating func leaveOut(unreached file: FoundFile) {
    let path = path(for: file)
    guard plans[path] != nil else { return }
    incomplete.insert(path)
    stopped.insert(path)
  }

  /// There will be no script for the server of what stands at `path` and could not be looked at, and for
  /// no server below it.
  mutating func leaveOut(_ path: FilePath) {
    let place = tree.path(for: FoundFile(path: path, folder: nil, attributes: nil))
    unseen.append(place)
    let isFolder = FileAttributes.ifKnown(path)?.kind == .folder
    incomplete.insert((isFolder ? place : OutputFolder.of(place)).appending(Self.name))
  }

  private func path(for file: FoundFile) -> FilePath {
    OutputFolder.of(tree.path(for: file)).appending(Self.name)
  }

  private func isIncomplete(_ path: FilePath) -> Bool {
    incomplete.contains(path) || unseen.contains { path.starts(with: $0) }
  }

  /// Writes the scripts.
  ///
  /// - Returns: what went wrong, with the names of the files.
  mutating func write() -> [(error: any Error, file: String)] {
    var errors: [(error: any Error, file: String)] = []
    let paths = incomplete.union(plans.keys).sorted { $0.string < $1.string }
    for path in paths {
      let name = RawText.text(of: path)
      let plans = plans[path] ?? []
      // Where there was nothing to write, only what stands there is worth a word.
      guard !plans.isEmpty || FileAttributes.ifKnown(path) != nil else { continue }
      do {
        guard !isIncomplete(path) else { throw incomplete(path) }
        let script = PowerShellScript(
          try ScriptPlan(merging: plans, settled: settled[path] ?? []), toolVersion: Version.text)
        try OutputFolder.make(OutputFolder.of(path))
        OutputFolder.clean(OutputFolder.of(path))
        // The files are corrected, whatever comes meanwhile.
        try OutputFile.create(
          path, bytes: SourceBytes(try script.bytes()),
          options: OutputFile.Options(isInterruptible: false))
        written += 1
      } catch let error as FileError where error.path != path {
        errors.append((Self.unwritten(path, error), name))
      } catch {
        // That of a plan is about an export.
        errors.append((error, (error as? ScriptPlanError)?.file ?? name))
      }
    }
    return errors
  }

  /// What kept a script from being written where that was another file, such as its folder.
  private static func unwritten(_ path: FilePath, _ cause: FileError) -> FileError {
    FileError(
      cause.reason, path, "is not written: \(cause.name) \(cause.message)", remedy: cause.remedy)
  }

  private func incomplete(_ path: FilePath) -> FileError {
    let isThere = FileAttributes.ifKnown(path) != nil
    // Where it was stopped there may be no errors to see.
    return FileError(
      .cannotCreate, path,
      "is not written, since not every file of its server was corrected"
        + (isThere ? "; the one there is of an earlier run" : ""),
      remedy: stopped.contains(path) ? "run again" : "see the errors above, and run again")
  }
}
