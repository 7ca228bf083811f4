/// Why no script can be made of exports.
package struct ScriptPlanError: Error, Sendable, Equatable {
  package var file: String
  package var message: String
  package var remedy: String

  package init(file: String, message: String, remedy: String) {
    self.file = file
    self.message = message
    self.remedy = remedy
  }
}
