import Emitter
import Foundation
import RewriteEngine

/// Names of files and connectors stay text, whatever they are and whoever reads the report.
struct EscapeTarget {
  /// The name of the file, and of the connector, its partition and its identifier.
  let name: String

  init(_ bytes: [UInt8]) {
    name = bytes.map { $0 == 0 ? 1 : $0 }.withUnsafeBytes { RawText.text(of: $0) }
  }

  func run() throws {
    let escaped = TerminalText.escape(name)
    try checkLine(escaped)
    try claim(!Self.hasCommand(escaped), "no command of a CI system: \(escaped)")
    let correction = try NamedExport(name: name).correction()
    let report = try FileReport(correction, path: name)
    try claim(report.findings.count == 2, "two places are insecure")
    try checkLines(report)
    try checkJSON(report)
    try checkMarkdown(report, correction)
  }

  private static func hasCommand(_ line: some StringProtocol) -> Bool {
    let lower = Array(line.lowercased().utf8)
    return ["##[", "##vso["].contains { lower.firstRange(of: Array($0.utf8)) != nil }
      || line.drop { $0.isWhitespace }.utf8.starts(with: "::".utf8)
  }

  // MARK: Lines

  private func checkLines(_ report: FileReport) throws {
    var text = CompilerText(style: .plain)
    let plain = Self.lines(text.part(report))
    try claim(plain.count == 2, "one finding is one line")
    for line in plain {
      try checkLine(line)
      try claim(!Self.hasCommand(line), "no command in \(line)")
    }
    var github = AnnotationReport(.github)
    for line in Self.lines(github.part(report)) {
      let codes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
      try checkAnnotation(
        line, start: "::error ", key: "file=", separator: ",", end: "::", unescaped: codes)
    }
    var azure = AnnotationReport(.azure)
    for line in Self.lines(azure.part(report)) {
      let codes = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")]
      try checkAnnotation(
        line, start: "##vso[task.logissue ", key: "sourcepath=", separator: ";", end: "]",
        unescaped: codes)
    }
  }

  /// A command as the runner of a CI system reads it: one line, whose properties name the file exactly,
  /// so that they cannot be escaped further, and whose message steers nothing.
  private func checkAnnotation(
    _ line: String, start: String, key: String, separator: Character, end: String,
    unescaped codes: [(String, String)]
  ) throws {
    let bytes = Array(line.utf8)
    try claim(
      bytes.starts(with: start.utf8) && !bytes.contains(0x0D),
      "an annotation is one command: \(line)")
    guard let stop = bytes.dropFirst(start.utf8.count).firstRange(of: Array(end.utf8)) else {
      throw BrokenClaim(claim: "a command ends: \(line)")
    }
    let properties = bytes[start.utf8.count..<stop.lowerBound]
      .split(separator: separator.utf8.first ?? 0).map { Array($0) }
    let path = properties.first { $0.starts(with: key.utf8) }?.dropFirst(key.utf8.count) ?? []
    var expected = Array(name.utf8)[...]
    while expected.starts(with: "./".utf8) { expected = expected.dropFirst(2) }
    try claim(Self.unescape(path, codes).elementsEqual(expected), "the file is named: \(line)")
    let message = String(decoding: bytes[stop.upperBound...], as: UTF8.self)
    try checkLine(message)
    try claim(!Self.hasCommand("x" + message), "no command in \(line)")
  }

  private static func unescape(
    _ bytes: ArraySlice<UInt8>, _ codes: [(String, String)]
  ) -> [UInt8] {
    var (rest, output): (ArraySlice<UInt8>, [UInt8]) = (bytes, [])
    while let first = rest.first {
      if let (code, text) = codes.first(where: { rest.starts(with: $0.0.utf8) }) {
        output += text.utf8
        rest = rest.dropFirst(code.utf8.count)
      } else {
        output.append(first)
        rest = rest.dropFirst()
      }
    }
    return output
  }

  /// Cut at LF alone, as other programs do; what CR begins would be a line to a terminal.
  private static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: 0x0A).map { String(Substring($0)) }
  }

  // MARK: JSON

  private struct ReportDocument: Decodable {
    struct File: Decodable {
      var path: String
      var findings: [Finding]
    }
    struct Finding: Decodable { var connector: Connector }
    struct Connector: Decodable { var name: String }
    var files: [File]
  }

  private struct Log: Decodable {
    struct Run: Decodable { var results: [Result] }
    struct Result: Decodable { var message: Message }
    struct Message: Decodable { var text: String }
    var runs: [Run]
  }

  private func checkJSON(_ report: FileReport) throws {
    var json = JSONReport(toolVersion: "0")
    let text = try json.beginning() + json.part(report) + json.ending(ReportSummary())
    let file = try Self.decode(ReportDocument.self, text).files[0]
    try claim(file.path.utf8.elementsEqual(name.utf8), "JSON has the path")
    try claim(
      file.findings.allSatisfy {
        $0.connector.name.utf8.elementsEqual(report.findings[0].connector.name.utf8)
      }, "JSON has the name")
    var sarif = SARIFReport(toolVersion: "0")
    let log = try sarif.beginning() + sarif.part(report) + sarif.ending(ReportSummary())
    let results = try Self.decode(Log.self, log).runs[0].results
    try claim(results.count == 2, "SARIF has the findings")
    for result in results { try checkLine(result.message.text) }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw BrokenClaim(claim: "a report is JSON of its form: \(error)")
    }
  }

  // MARK: Markdown

  private func checkMarkdown(_ report: FileReport, _ correction: Correction) throws {
    var markdown = MarkdownReport()
    let rows = Self.lines(markdown.part(report))
    try claim(rows.count == 4, "a table has a row a finding")
    for row in rows.dropFirst(2) {
      try checkLine(row)
      try claim(cells(ofMarkdownRow: row) == 5, "a row has its cells: \(row)")
    }
    let comment = try MarkdownDiff().part(correction, path: name)
    for line in Self.lines(comment) { try checkLine(line) }
  }
}
