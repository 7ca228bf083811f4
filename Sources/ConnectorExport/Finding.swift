import SourceXML

/// Something that a rule has to say about a place of a connector.
package struct Finding: Sendable {
  package var rule: Rule
  package var connector: Connector.Label
  package var place: Place
  /// The number of the place among all of the export's, from 0; two places may have one name.
  package var placeNumber: Int
  /// The partition's identifier, where the place is one.
  package var partitionIdentifier: String?
  /// What is the matter, as one sentence without a full stop.
  package var message: String
  /// Where the matter stands, in the UTF-8 text: a value's element, or the start tag of the node that
  /// lacks it.
  package var range: Range<Int>
  /// What corrects it under the policy; empty where it is left for a person.
  package var changes: [Change]

  package var level: Rule.Level { rule.level }
  /// Whether the correction removes it.
  package var isCorrected: Bool { !changes.isEmpty }
  /// Whether it says that something is insecure.
  package var isInsecure: Bool { level > .note }
}
