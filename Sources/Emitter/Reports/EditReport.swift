/// A replacement as reports show it.
package struct EditReport: Sendable, Hashable {
  /// What is replaced; empty where something is inserted.
  package var region: Region
  /// What stands there afterwards.
  package var replacement: String
}
