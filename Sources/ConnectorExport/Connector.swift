import SourceXML

/// A connector of Active Directory: who it is, and the connection options of each of its places.
package struct Connector: Sendable {
  /// What identifies a connector in findings and reports.
  package struct Label: Sendable, Hashable {
    /// The identifier as the export writes it, with braces; empty where it has none.
    package var identifier: String
    /// The name; empty where it has none.
    package var name: String
    /// The name, or what can stand for it.
    package var title: String {
      if !name.isEmpty { return name }
      return identifier.isEmpty ? "connector without a name" : identifier
    }

    /// The connector within a sentence.
    var noun: String {
      name.isEmpty && identifier.isEmpty ? "a connector without a name" : "the connector \(title)"
    }
  }

  package var label: Label
  package var category: Category
  /// The name of the forest, if the export has it.
  package var forestName: String?
  /// The product that wrote the export, told by whether there are parameter twins.
  package var product: Product
  /// The `ma-data` element.
  package var element: SourceElement
  /// The forest first, then each partition in the export's order.
  package var options: [ConnectionOptions]
  /// `password-sync/allow-low-security`.
  package var allowLowSecurity: [OptionNode]
}
