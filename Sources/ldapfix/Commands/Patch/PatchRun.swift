import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

/// One run of `ldapfix patch`. Without the script that was asked for nothing is corrected.
struct PatchRun {
  let reader: InputReader
  let console: Console
  let options: OutputFile.Options
  /// Whether a file that is no Active Directory connector's export is skipped.
  let skipsOthers: Bool
  let script: PatchScript?

  // MARK: Into another file

  /// Writes what `input` is corrected to.
  func write(from input: PathArgument, to output: PathArgument) -> ExitStatus {
    let name = reader.name(of: input.path)
    do {
      let file = try reader.read(input.path)
      let correction = try correction(of: file)
      let bytes = try correction.corrected()
      let text = try script?.text(for: [(name, input.baseName, correction)])
      try write(bytes, and: text, from: file, to: output)
      script?.tell(text, console)
      try tell(correction, name: name)
      return .success
    } catch {
      return fail(error, input: name)
    }
  }

  /// The script takes its place when nothing is left but for the output to take its own.
  private func write(
    _ bytes: some PiecedBytes, and text: [UInt8]?, from file: InputFile, to output: PathArgument
  ) throws {
    guard !output.isStandardStream else {
      return try OutputFile.writeToStandardOutput(document: bytes)
    }
    var isScriptNew = false
    do {
      try OutputFile.create(output.path, from: file, bytes: bytes, options: options) {
        if let text { isScriptNew = try script?.write(text) ?? false }
      }
    } catch {
      if isScriptNew { script?.remove() }
      throw error
    }
  }

  // MARK: In place

  /// Corrects each of `inputs`. One that fails does not keep the others from it.
  func replace(_ inputs: [PathArgument]) -> ExitStatus {
    var inPlaceScript: InPlaceScript?
    if let script {
      var name = "-"
      do {
        var corrections: [ScriptPlan.Item] = []
        for input in inputs {
          name = reader.name(of: input.path)
          try OutputFile.checkReplaceable(input.path)
          corrections.append((name, input.baseName, try reader.correction(input.path)))
        }
        inPlaceScript = InPlaceScript(script: script, text: try script.text(for: corrections))
      } catch {
        return fail(error, input: name)
      }
    }
    var status = ExitStatus.success
    for input in inputs where inPlaceScript?.hasFailed != true {
      let name = reader.name(of: input.path)
      do {
        try replace(input, name: name, &inPlaceScript)
      } catch let other as ExportError where skipsOthers && other.isOtherDocument {
        console.detail(
          "\(TerminalText.escape(name)): skipped: \(TerminalText.escape(other.message))")
      } catch {
        status = status.worst(fail(error, input: name))
      }
    }
    inPlaceScript?.tell(console)
    return status
  }

  private func replace(
    _ input: PathArgument, name: String, _ inPlaceScript: inout InPlaceScript?
  ) throws {
    try OutputFile.checkReplaceable(input.path)
    let file = try reader.read(input.path)
    let correction = try correction(of: file)
    let bytes = try correction.corrected()
    if !correction.edits.isEmpty {
      do {
        try OutputFile.replace(input.path, file, with: bytes, options: options) {
          try inPlaceScript?.write()
        }
      } catch {
        inPlaceScript?.takeBack()
        throw error
      }
      inPlaceScript?.keep()
    }
    try tell(correction, name: name)
  }

  // MARK: What came of it

  private func correction(of file: InputFile) throws -> Correction {
    try Correction(of: reader.export(in: file), policy: reader.policy)
  }

  private func tell(_ correction: Correction, name: String) throws {
    try console.warn(
      correction.assessment.findings, file: name, in: correction.export.document.text)
    let shownName = TerminalText.escape(name)
    for line in CorrectionSummary(correction).lines { console.say(line) }
    if correction.edits.isEmpty {
      let isSecure = !correction.assessment.fails
      console.say("\(shownName): \(isSecure ? "secure already, " : "")nothing to correct")
    } else {
      let values = CorrectionCounts(correction).values
      console.say(
        "\(shownName): \(counted(values, "value")) corrected, every other byte as it was")
    }
  }

  private func fail(_ error: any Error, input: String) -> ExitStatus {
    console.report(error, input: input)
    return ExitStatus(error)
  }
}
