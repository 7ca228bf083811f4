/// A replacement as reports show it.
package struct EditReport: Sendable, Hashable {
  package var region: Region
  /// What stands there afterwards.
  package var replacement: String
}
