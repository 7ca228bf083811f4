/// A form in which findings of many files are written, piece by piece, so that memory does not grow
/// with their number.
package protocol ReportFormat {
  /// Whether each part is a path, whose bytes need not be text, and a character that ends it, or nothing:
  /// see ``RawText``.
  var isRaw: Bool { get }
  /// What stands before the first file.
  mutating func beginning() throws -> String
  /// What there is to say about one file.
  mutating func part(_ report: FileReport) throws -> String
  /// What stands behind the last file.
  mutating func ending(_ summary: ReportSummary) throws -> String
}

extension ReportFormat {
  package var isRaw: Bool { false }
  package mutating func beginning() throws -> String { "" }
  package mutating func ending(_ summary: ReportSummary) throws -> String { "" }
}
