/// Comma-separated values as RFC 4180 describes them, read without any leniency.
package struct CSVTable {
  package private(set) var rows: [[String]] = []

  /// - Throws: ``BrokenClaim`` where `text` is not of the form.
  package init(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      var row: [String] = []
      var isLast = false
      while !isLast {
        row.append(try Self.field(&rest))
        switch rest.popFirst() {
        case UInt8(ascii: ","): continue
        case 0x0D where rest.popFirst() == 0x0A: isLast = true
        default: throw BrokenClaim(claim: "a field ends with a comma or CRLF, behind \(row)")
        }
      }
      rows.append(row)
    }
  }

  private static func field(_ rest: inout ArraySlice<UInt8>) throws -> String {
    let quote = UInt8(ascii: "\"")
    var field: [UInt8] = []
    guard rest.first == quote else {
      while let byte = rest.first, ![UInt8(ascii: ","), 0x0D, 0x0A].contains(byte) {
        try claim(byte != quote, "a quote stands in a field with quotes")
        field.append(byte)
        rest = rest.dropFirst()
      }
      return String(decoding: field, as: UTF8.self)
    }
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      if byte == quote {
        guard rest.first == quote else { return String(decoding: field, as: UTF8.self) }
        rest = rest.dropFirst()
      }
      field.append(byte)
    }
    throw BrokenClaim(claim: "a quote is closed")
  }

  /// The cells that a spreadsheet makes of `text` where its list separator is a semicolon: a quote counts
  /// only at the start of a cell.
  package static func semicolonCells(_ text: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted: isQuoted = false
      case UInt8(ascii: "\"") where cells[cells.count - 1].isEmpty: isQuoted = true
      case UInt8(ascii: ";") where !isQuoted, 0x0A where !isQuoted: cells.append([])
      default: cells[cells.count - 1].append(byte)
      }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
