import ConnectorExport
import Emitter
import RewriteEngine

/// What `ldapfix check` says at its end.
struct CheckVerdict {
  let run: CheckRun
  let inputs: InputOptions
  let policy: CorrectionPolicy
  let limits: LimitOptions
  let baseline: PathArgument?

  /// The summary, and a command that corrects what was found.
  func sayLastWords(_ console: Console, recorded: Bool) {
    console.say(run.summary.text)
    guard run.correctableCount > 0, !recorded, let command else { return }
    console.say("to correct: \(command)")
  }

  /// A command that corrects these files and no others, as long as all that was looked at stays as it is;
  /// nil where they came from standard input, or by a list from there, and are too many to name.
  private var command: String? {
    if run.correctsStandardInput {
      return run.correctableCount == 1 ? "ldapfix patch\(options) - OUT" : nil
    }
    let patch = "ldapfix patch --in-place\(options)"
    if run.correctableCount == run.correctable.count {
      return patch + " " + run.correctable.map(ShellText.quote).joined(separator: " ")
    }
    // The same list again: not where it came from a stream that is at its end.
    guard inputs.filesFrom?.isStandardStream != true, !inputs.readsStandardInput else { return nil }
    if baseline == nil, inputs.shard == nil {
      let separator = inputs.filesFrom != nil && inputs.nul ? " -0" : ""
      return "ldapfix batch --in-place\(separator)\(options)\(selection)"
    }
    // Only patch takes just the files with findings that nobody has accepted, and in place batch counts a
    // file with two names once, so its parts are others. With lists that NUL separates, --files-from reads
    // one too.
    let isLineList = inputs.filesFrom != nil && !inputs.nul
    let list = "ldapfix check --list\(isLineList ? "" : " -0")\(options)\(selection)"
    return list + (isLineList ? " | xargs -d '\\n' " : " | xargs -0 ") + patch
  }

  /// How files are read and corrected, where it is not as without options.
  private var options: String {
    var words = limits.words
    if policy.tls == .replace { words.append("--ssl-bind replace") }
    if policy.hardens { words.append("--harden") }
    return words.map { " " + $0 }.joined()
  }

  /// Which files are looked at.
  private var selection: String {
    var words: [String] = []
    for glob in inputs.exclude { words.append("--exclude \(ShellText.quote(glob))") }
    if let shard = inputs.shard { words.append("--shard \(ShellText.quote(shard))") }
    if inputs.skipOthers { words.append("--skip-others") }
    if let baseline {
      words.append("--baseline \(ShellText.quote(baseline.path))")
    }
    if let list = inputs.filesFrom {
      words.append("--files-from \(ShellText.quote(list.path))")
    }
    words += inputs.paths.map { ShellText.quote($0.path) }
    return words.map { " " + $0 }.joined()
  }
}
