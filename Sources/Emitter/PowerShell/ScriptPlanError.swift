/// Why no script can be made of exports.
package struct ScriptPlanError: Error, Sendable, Equatable {
  /// The path of the export's file, as text.
  package var file: String
  /// What is wrong, as a sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var remedy: String

  package init(file: String, message: String, remedy: String) {
    self.file = file
    self.message = message
    self.remedy = remedy
  }
}
