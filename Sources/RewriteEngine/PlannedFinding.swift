import ConnectorExport

/// A finding with the edits that remove it.
package struct PlannedFinding: Sendable {
  /// A change and the edits that make it, in ascending order.
  package struct Step: Sendable {
    package var change: Change
    package var edits: [TextEdit]
  }

  package var finding: Finding
  /// One for each change; none where the finding is left for a person.
  package var steps: [Step]

  /// The edits of all steps.
  package var edits: [TextEdit] { steps.flatMap(\.edits) }
}
