import SourceXML
import Testing

extension DocumentPattern {
  /// Keeps every element.
  static let everything = DocumentPattern(roots: [:], otherRoot: .subtree)
}

extension SourceText {
  /// A document of these bytes.
  init(_ bytes: [UInt8], limits: SourceLimits = .standard) throws(SourceError) {
    try self.init(SourceBytes(bytes), limits: limits)
  }

  /// The whole text.
  var string: String { string(0..<utf8Count) }
}

extension SourceDocument {
  /// A document of these bytes.
  convenience init(
    _ bytes: [UInt8], keeping pattern: DocumentPattern = .everything,
    limits: SourceLimits = .standard
  ) throws(SourceError) {
    try self.init(SourceText(bytes, limits: limits), keeping: pattern, limits: limits)
  }

  /// A document in UTF-8.
  convenience init(
    _ text: String, keeping pattern: DocumentPattern = .everything,
    limits: SourceLimits = .standard
  ) throws(SourceError) {
    try self.init(Array(text.utf8), keeping: pattern, limits: limits)
  }

  /// The names of the kept elements in document order.
  var names: [String] { elements.map { name(of: $0) } }
}

/// The error with which a document is refused.
func refusal(
  of bytes: [UInt8], keeping pattern: DocumentPattern = .everything,
  limits: SourceLimits = .standard, sourceLocation: SourceLocation = #_sourceLocation
) throws -> SourceError {
  try #require(throws: SourceError.self, sourceLocation: sourceLocation) {
    try SourceDocument(bytes, keeping: pattern, limits: limits)
  }
}

/// The error with which a text in UTF-8 is refused.
func refusal(
  of text: String, keeping pattern: DocumentPattern = .everything,
  limits: SourceLimits = .standard, sourceLocation: SourceLocation = #_sourceLocation
) throws -> SourceError {
  try refusal(
    of: Array(text.utf8), keeping: pattern, limits: limits, sourceLocation: sourceLocation)
}

/// `text` as UTF-16 without a byte order mark.
func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
  text.utf16.flatMap { unit -> [UInt8] in
    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
    return bigEndian ? [high, low] : [low, high]
  }
}

/// An XML declaration that names an encoding.
func declaration(_ encoding: String) -> String {
  "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>"
}
