/// Only the names of the files with findings that fail.
package struct NameList: ReportFormat {
  package let isRaw = true
  private let separator: String

  /// - Parameter separator: what ends each name.
  package init(separator: String) { self.separator = separator }

  package mutating func part(_ report: FileReport) -> String {
    report.fails ? report.path + separator : ""
  }
}
