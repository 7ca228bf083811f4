#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Values as JSON, with sorted keys so that the same values are the same bytes.
enum JSONText {
  /// The UTF-8 of the JSON; indented and ended with a line feed where it is `pretty`.
  static func encode(_ value: some Encodable, pretty: Bool = false) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return Array(try encoder.encode(value)) + (pretty ? [0x0A] : [])
  }

  /// On one line, as a string.
  static func line(_ value: some Encodable) throws -> String {
    String(decoding: try encode(value), as: UTF8.self)
  }

  /// A number with one digit behind the point.
  static func tenths(_ number: Double) -> String {
    let tenths = Int(exactly: (number * 10).rounded()) ?? 0
    let (whole, digit) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return "\(tenths < 0 ? "-" : "")\(whole).\(digit)"
  }
}
