/// A report as comma-separated values (RFC 4180): a row for each place, and one for a file without places.
package struct RunCSV: RunReport {
  package init() {}

  private static let header = [
    "path", "output", "outcome", "action", "connector", "identifier", "product", "place",
    "partition", "state", "values", "size", "size after", "sha256", "sha256 after", "milliseconds",
    "error",
  ]

  package func write(
    _ runs: [RunRecord], _ totals: RunTotals, _ files: any RecordSource,
    to write: (String) throws -> Void
  ) throws {
    try write(Self.row(Self.header))
    try files.forEachRecord { record in
      let places = record.connectors.flatMap { connector in connector.places.map { (connector, $0) }
      }
      if places.isEmpty { try write(Self.row(record, nil, nil)) }
      for (connector, place) in places { try write(Self.row(record, connector, place)) }
    }
  }

  private static func row(
    _ record: FileRecord, _ connector: ConnectorRecord?, _ place: PlaceRecord?
  ) -> String {
    func text(_ number: Int?) -> String { number.map(String.init) ?? "" }
    return row([
      record.path, record.output ?? "", record.outcome.rawValue, record.action.rawValue,
      connector?.name ?? "", connector?.identifier ?? "", connector?.product ?? "",
      place?.kind ?? "", place?.partition ?? "", place?.state.rawValue ?? "",
      String(record.values), text(record.size), text(record.sizeAfter), record.sha256 ?? "",
      record.sha256After ?? "", JSONText.tenths(record.milliseconds), record.failure?.text ?? "",
    ])
  }

  private static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// A field that is data wherever it is opened. A spreadsheet takes what begins like a formula for one,
  /// so such text gets an apostrophe before it.
  static func field(_ text: String) -> String {
    let safe = withoutFormulas(TerminalText.escape(text))
    let needsQuotes = safe.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x3B, 0x09].contains($0) }
    return needsQuotes ? "\"\(ASCIIText.replacing("\"", with: "\"\"", in: safe))\"" : safe
  }

  private static let formulaStarts = Set("=+-@|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

  /// Where the list separator is a semicolon, a spreadsheet begins a cell behind each of them, in quotes
  /// or not.
  private static func withoutFormulas(_ text: String) -> String {
    var output = ""
    var isStart = true
    for scalar in text.unicodeScalars {
      if isStart, formulaStarts.contains(scalar) { output += "'" }
      switch scalar {
      case ";": isStart = true
      case " ", "\"": break
      default: isStart = false
      }
      output.unicodeScalars.append(scalar)
    }
    return output
  }
}
