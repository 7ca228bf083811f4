import SourceXML

/// An export of one or more connectors of Active Directory.
package struct Export {
  /// The document that it stands in.
  package let document: SourceDocument
  /// The connectors of Active Directory; those of other categories are left out.
  package let connectors: [Connector]
  /// What the document was held to.
  package let limits: SourceLimits

  /// Whether the connectors stand within another element, as MIM writes them.
  package var isWrapped: Bool {
    document.elements.first.map { document.name(of: $0) != "ma-data" } ?? false
  }

  /// Parses `bytes` and reads the connectors in them.
  ///
  /// - Throws: ``SourceError`` or ``ExportError``.
  package init(_ bytes: SourceBytes, limits: SourceLimits = .standard) throws {
    try self.init(
      SourceDocument(
        SourceText(bytes, limits: limits), keeping: ExportPaths.pattern, limits: limits),
      limits: limits)
  }

  private init(_ document: SourceDocument, limits: SourceLimits) throws {
    self.document = document
    self.limits = limits
    let all = try document.select(ExportPaths.connectors)
    guard !all.isEmpty else { throw try Self.notAnExport(document) }
    let connectors = try all.compactMap { try ExportReader(document: document).connector($0) }
    guard !connectors.isEmpty else { throw try Self.otherCategory(document, all) }
    for connector in connectors where connector.options.isEmpty {
      throw ExportError(
        reason: .noOptions,
        message: "\(connector.label.noun) has no connection options "
          + "(adma-configuration, adma-partition-data)",
        remedy: "export it again, whole",
        position: try document.position(at: connector.element.startTag.lowerBound))
    }
    self.connectors = connectors
  }

  private static func notAnExport(_ document: SourceDocument) throws -> ExportError {
    let root = document.elements.first
    let name = root.map { document.name(of: $0).shown(upTo: 64) } ?? "unknown"
    return ExportError(
      reason: .notAnExport,
      message: "no connector export: the root element is \(name), and there is no ma-data "
        + (name == "ma-data" ? "without a namespace" : "in it"),
      remedy: "give the XML file of an Active Directory connector",
      position: try root.map { try document.position(at: $0.startTag.lowerBound) })
  }

  /// A file of many connectors has few categories; no more of them are named than this.
  private static let shownCategories = 5

  private static func otherCategory(
    _ document: SourceDocument, _ connectors: [SourceElement]
  ) throws -> ExportError {
    let reader = ExportReader(document: document)
    var categories: [String] = []
    for connector in connectors where categories.count <= shownCategories {
      let category = try reader.value(ExportPaths.category, in: connector) ?? ""
      let shown = category.isEmpty ? "none" : category.shown(upTo: 64)
      if !categories.contains(shown) { categories.append(shown) }
    }
    if categories.count > shownCategories { categories[shownCategories] = "…" }
    return ExportError(
      reason: .otherCategory,
      message: "no Active Directory connector in it: the category is "
        + categories.joined(separator: ", "),
      remedy: "give an export of category "
        + Category.allCases.map(\.rawValue).joined(separator: ", "),
      position: try connectors.first.map { try document.position(at: $0.startTag.lowerBound) })
  }
}
