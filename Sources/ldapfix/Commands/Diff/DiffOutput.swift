import ConnectorExport
import Emitter
import RewriteEngine
import SystemPackage

/// What `diff` and `patch --dry-run` print, file by file.
struct DiffOutput {
  private let format: DiffCommand.Format
  /// What ends each name where only names are wanted.
  private let listSeparator: String?
  private let console: Console
  private let skipsOthers: Bool
  private var json = JSONReport(toolVersion: Version.text)
  private var summary = ReportSummary()
  private var status = ExitStatus.success
  private var isFirst = true

  init(
    format: DiffCommand.Format, listSeparator: String? = nil, console: Console,
    skipsOthers: Bool = false
  ) {
    self.skipsOthers = skipsOthers
    self.format = format
    self.listSeparator = listSeparator
    self.console = console
  }

  /// Prints what stands before the first file.
  mutating func begin() throws {
    guard listSeparator == nil else { return }
    switch format {
    case .preview, .unified: break
    case .markdown: try console.print(MarkdownDiff().beginning())
    case .json: try console.print(json.beginning())
    }
  }

  /// Prints the difference that `make` comes to, or says why there is none.
  mutating func add(name: String, _ make: () throws -> Correction) throws {
    do {
      let correction = try make()
      // A difference that could not be made is not shown.
      _ = try correction.corrected()
      summary.add(try FileReport(correction, path: name))
      try show(correction, name: name)
      try console.warn(
        correction.assessment.findings, file: name, in: correction.export.document.text)
      if correction.assessment.fails { status = status.worst(.findings) }
      if correction.edits.isEmpty {
        let fails = correction.assessment.fails
        console.say(
          "\(TerminalText.escape(name)): nothing would change"
            + (fails ? "; what is insecure is left for a person" : ", it is secure"))
      }
    } catch let error as FileError where error.path == OutputFile.standardOutputName {
      throw error
    } catch let other as ExportError where skipsOthers && other.isOtherDocument {
      summary.skippedFiles += 1
      console.detail("\(TerminalText.escape(name)): skipped: \(TerminalText.escape(other.message))")
    } catch {
      summary.failedFiles += 1
      console.report(error, input: name)
      status = status.worst(ExitStatus(error))
    }
  }

  /// Prints what stands behind the last file.
  ///
  /// - Returns: what all files come to.
  mutating func end() throws -> ExitStatus {
    if listSeparator == nil {
      switch format {
      case .preview, .unified: break
      case .markdown: try console.print(MarkdownDiff().ending(summary.counts))
      case .json: try console.print(json.ending(summary))
      }
    }
    if summary.counts.values > 0 { console.say("\(summary.counts.text) would change") }
    return status
  }

  private mutating func show(_ correction: Correction, name: String) throws {
    if let listSeparator {
      if !correction.edits.isEmpty { try console.printPath(name + listSeparator) }
      return
    }
    switch format {
    case .preview:
      let preview = try Preview(of: correction)
      guard !preview.sections.isEmpty else { return }
      let text = PreviewText(style: console.outputStyle, width: Terminal.width)
        .text(preview, file: name)
      try console.print((isFirst ? "" : "\n") + text)
      isFirst = false
    case .unified:
      try showUnified(correction, name: name)
    case .markdown:
      try console.print(MarkdownDiff().part(correction, path: name))
    case .json:
      try console.print(json.part(FileReport(correction, path: name)))
    }
  }

  private func showUnified(_ correction: Correction, name: String) throws {
    let encoding = correction.export.document.text.encoding
    if !correction.edits.isEmpty, !UnifiedDiff.applies(to: encoding) {
      console.say(
        "\(TerminalText.escape(name)): the diff of a file in \(encoding.name) is for reading; git and "
          + "patch cannot apply it, 'ldapfix patch' can")
    }
    let diff = UnifiedDiff(of: correction, name: RawText.bytes(of: name)).bytes
    guard console.outputStyle.isColored || Terminal.isTerminal(.standardOutput) else {
      return try OutputFile.writeToStandardOutput(diff)
    }
    try console.print(TerminalDiff.text(diff, style: console.outputStyle))
  }
}
