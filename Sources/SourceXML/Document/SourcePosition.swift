/// A place in a file, as editors and compilers name it.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from 1. A line ends with LF; the CR of a CRLF belongs to its line.
  public var line: Int
  /// The column, from 1, in bytes of the line's text as UTF-8, as compilers count.
  public var column: Int
  /// The column, from 1, in UTF-16 code units, as SARIF and many editors count.
  public var utf16Column: Int
  /// The offset of the first byte, from 0, in the file as it is stored, its BOM included.
  public var offset: Int

  /// Where a file begins.
  package static let start = SourcePosition(line: 1, column: 1, offset: 0)

  /// A place from a 1-based line and column and a 0-based byte offset.
  ///
  /// - Parameter utf16Column: the column itself if nil, as in a line of ASCII.
  public init(line: Int, column: Int, offset: Int, utf16Column: Int? = nil) {
    self.line = line
    self.column = column
    self.utf16Column = utf16Column ?? column
    self.offset = offset
  }
}
