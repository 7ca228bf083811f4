import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

/// What the program says about its run, on standard error, and whether it does so in colour.
struct Console {
  private let options: SharedOptions
  let errorStyle: TextStyle
  let outputStyle: TextStyle

  init(_ options: SharedOptions) {
    self.options = options
    errorStyle = Terminal.style(options.color, for: .standardError)
    outputStyle = Terminal.style(options.color, for: .standardOutput)
  }

  /// An error, as one line: `ldapfix: FILE:LINE:COLUMN: what is wrong, and what to do`.
  ///
  /// - Parameter input: the name of the file at hand, for an error that does not say which one it is about.
  func report(_ error: any Error, input: String) {
    let description = ErrorDescription(error)
    let place = description.position.map { [String($0.line), String($0.column)] } ?? []
    let location = ([description.file ?? input] + place).map(TerminalText.escape)
      .joined(separator: ":")
    let message = TerminalText.escape(Self.message(for: error))
    write("\(errorStyle.error("ldapfix: \(location):")) \(message)")
  }

  /// What a correction leaves for a person, and with `--verbose` what else it leaves alone.
  func warn(_ findings: [Finding], file: String, in text: SourceText) throws {
    let shown = findings.filter { !$0.isCorrected && ($0.isInsecure || options.verbose) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    let positions = try text.positions(of: shown.map(\.range.lowerBound))
    for (finding, position) in zip(shown, positions) {
      warn(
        "\(finding.connector.title), \(finding.place.title): \(finding.message)",
        rule: finding.rule.rawValue, isInsecure: finding.isInsecure,
        at: "\(TerminalText.escape(file)):\(position.line):\(position.column):")
    }
  }

  /// What a file's record leaves for a person, and with `--verbose` what else it leaves alone.
  func warn(_ record: FileRecord) {
    for finding in record.findings
    where !finding.isCorrected && (finding.isInsecure || options.verbose) {
      warn(
        finding.sentence, rule: finding.rule, isInsecure: finding.isInsecure,
        at: "\(TerminalText.escape(record.path)):\(finding.line):\(finding.column):")
    }
  }

  private func warn(_ sentence: String, rule: String, isInsecure: Bool, at place: String) {
    let level = isInsecure ? errorStyle.warning("warning:") : errorStyle.note("note:")
    write(
      "\(errorStyle.bold("ldapfix: \(place)")) \(level) \(TerminalText.escape(sentence)) [\(rule)]")
  }

  /// Writes a result to standard output.
  func print(_ text: String) throws {
    if !text.isEmpty { try OutputFile.writeToStandardOutput(text.utf8) }
  }

  /// Writes a path to standard output, byte for byte; on a terminal, which a name could steer, escaped.
  ///
  /// - Parameter line: the path, and the character that ends it; or nothing.
  func printPath(_ line: String) throws {
    guard let end = line.unicodeScalars.last else { return }
    guard Terminal.isTerminal(.standardOutput) else {
      return try OutputFile.writeToStandardOutput(RawText.bytes(of: line))
    }
    let path = String(String.UnicodeScalarView(line.unicodeScalars.dropLast()))
    try print(TerminalText.escape(path) + String(end))
  }

  /// A warning about the run as a whole.
  func warn(_ line: String) { write("\(errorStyle.warning("ldapfix: warning:")) \(line)") }

  /// Something that the user may want to know; `--quiet` leaves it out.
  func say(_ line: String) {
    if !options.quiet { write(line) }
  }

  /// Whether `--verbose` was given.
  var isVerbose: Bool { options.verbose }

  /// Something that only `--verbose` tells.
  func detail(_ line: String) {
    if options.verbose { write(line) }
  }

  /// An error that ends the run, as one line.
  static func reportStray(_ error: any Error) {
    let file = ErrorDescription(error).file.map { $0 + ": " } ?? ""
    writeError("ldapfix: \(TerminalText.escape(file + message(for: error)))\n")
  }

  /// A command line that cannot be carried out, as one line.
  static func reportUsage(_ message: String) {
    var line = message.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
      .joined(separator: " ")
    // The parser ends some of its sentences with a full stop.
    if line.hasSuffix(".") { line.removeLast() }
    let ending = line.hasSuffix("?") ? " See" : "; see"
    writeError("ldapfix: \(TerminalText.escape(line))\(ending) 'ldapfix --help'\n")
  }

  private func write(_ line: String) { Self.writeError(line + "\n") }

  /// Writes to standard error. There is nobody left to tell if this fails.
  static func writeError(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }

  private static func message(for error: any Error) -> String {
    guard let error = error as? FileError, error.reason == .noInput,
      let near = Suggestion.nearestFile(to: error.path)
    else { return ErrorDescription(error).text }
    return "\(error.message); did you mean '\(near)'?"
  }
}
