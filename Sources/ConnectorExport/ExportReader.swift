import SourceXML

/// Reads connectors and their connection options out of a document.
struct ExportReader {
  let document: SourceDocument

  /// The connector in `element`; nil if its category is not one of ``Category``.
  func connector(_ element: SourceElement) throws -> Connector? {
    guard let text = try value(ExportPaths.category, in: element),
      let category = Category(rawValue: text)
    else { return nil }
    let forests = try document.select(ExportPaths.forest, from: element)
    var options = try forests.map { try forestOptions($0) }
    let forestMayBindSimply = options.contains(where: \.mayBindSimply)
    for partition in try document.select(ExportPaths.partitions, from: element) {
      options += try partitionOptions(partition).map {
        var options = $0
        options.mayBindSimply = options.mayBindSimply || forestMayBindSimply
        return options
      }
    }
    let hasTwins = options.contains { $0.parameterContainer != nil }
    return Connector(
      label: Connector.Label(
        identifier: try value(ExportPaths.identifier, in: element) ?? "",
        name: try value(ExportPaths.name, in: element) ?? ""),
      category: category,
      forestName: try forests.first.flatMap { try value(ExportPaths.forestName, in: $0) },
      product: hasTwins ? .entraConnect : .mim,
      element: element,
      options: options,
      allowLowSecurity: try nodes(ExportPaths.allowLowSecurity, in: element))
  }

  /// A label has no more characters than this: it stands in every message.
  private static let labelLength = 512

  /// The text of the first element that `path` selects, nil where there is none.
  func value(_ path: XPathExpression, in element: SourceElement) throws -> String? {
    try document.select(path, from: element).first.map {
      document.content(of: $0).value.shown(upTo: Self.labelLength)
    }
  }

  /// The elements that `path` selects, with their values.
  private func nodes(_ path: XPathExpression, in element: SourceElement) throws -> [OptionNode] {
    try document.select(path, from: element).map {
      OptionNode(element: $0, value: OptionNode.Value(document.content(of: $0)))
    }
  }

  private func forestOptions(_ forest: SourceElement) throws -> ConnectionOptions {
    var options = try options(.forest, container: forest, parameters: forest)
    options.mayBindSimply = options.simpleBind.mayBeOn
    return options
  }

  /// The options of a partition: its own, and those that nest in them.
  private func partitionOptions(_ partition: SourceElement) throws -> [ConnectionOptions] {
    let identifier = try value(ExportPaths.identifier, in: partition)
    let name = try value(ExportPaths.name, in: partition) ?? identifier ?? ""
    let selected = try value(ExportPaths.selected, in: partition).map { $0 == "1" }
    var found: [ConnectionOptions] = []
    let containers = try document.select(ExportPaths.partitionOptions, from: partition)
    if containers.isEmpty {
      let alone = try options(.partition(name), container: nil, parameters: partition)
      if [alone.signAndSeal, alone.sslBind, alone.simpleBind].contains(where: {
        !$0.parameters.isEmpty
      }) {
        found.append(alone)
      }
    }
    for (index, container) in containers.enumerated() {
      // The parameters belong to the partition: with a second container they count once.
      var own = try options(
        .partition(name), container: container, parameters: index == 0 ? partition : nil)
      own.hasOwnCredentials = try hasLogin(container)
      found.append(own)
      found += try nestedOptions(in: container, of: name, within: own)
    }
    let mayBindSimply = found.contains { $0.simpleBind.mayBeOn }
    for index in found.indices {
      found[index].mayBindSimply = mayBindSimply
      found[index].partitionIdentifier = identifier
      found[index].isSelected = selected
    }
    return found
  }

  /// The options that nest in those of a partition, from the outside to the inside.
  private func nestedOptions(
    in container: SourceElement, of partition: String, within own: ConnectionOptions
  ) throws -> [ConnectionOptions] {
    var found: [ConnectionOptions] = []
    // Within another option, it is part of that one's value.
    var values = optionsWithElements(own)
    for nested in try nestedContainers(container)
    where !isWithin(values, nested, upTo: container) {
      let inner = try options(in: nested, of: partition, within: own)
      values.formUnion(optionsWithElements(inner))
      found.append(inner)
    }
    return found
  }

  /// The options in `nested`, a node among those of a partition, which fills in what they leave unsaid.
  private func options(
    in nested: SourceElement, of partition: String, within own: ConnectionOptions
  ) throws -> ConnectionOptions {
    var inner = try options(.credentials(partition), container: nested, parameters: nil)
    if inner.sslBind.isEmpty {
      inner.sslBind = own.sslBind
      inner.sslBind.isInherited = true
      inner.checksRevocation = own.checksRevocation
      inner.isSealedOutside = own.signAndSeal.isOn
    }
    if inner.simpleBind.isEmpty {
      inner.simpleBind = own.simpleBind
      inner.simpleBind.isInherited = true
    }
    inner.hasOwnCredentials = own.hasOwnCredentials
    return inner
  }

  /// The elements below `container` that hold a `sign-and-seal` of their own, in document order.
  private func nestedContainers(_ container: SourceElement) throws -> [SourceElement] {
    var holders: Set<SourceElement> = []
    var end = 0
    for nested in try document.select(ExportPaths.descendants, from: container) {
      // One within another is part of that one's value.
      guard nested.range.lowerBound >= end else { continue }
      end = nested.range.upperBound
      if let holder = document.parent(of: nested), holder != container { holders.insert(holder) }
    }
    return holders.sorted { $0.index < $1.index }
  }

  /// The elements of a place's own `ssl-bind` and `simple-bind` that have elements in them.
  private func optionsWithElements(_ place: ConnectionOptions) -> Set<SourceElement> {
    let own = [place.sslBind, place.simpleBind].filter { !$0.isInherited }
    return Set(own.flatMap(\.elements).map(\.element).filter(document.hasChildren))
  }

  /// Whether `nested`, which stands in `container`, is one of `values` or in one of them.
  private func isWithin(
    _ values: Set<SourceElement>, _ nested: SourceElement, upTo container: SourceElement
  ) -> Bool {
    guard !values.isEmpty else { return false }
    var element: SourceElement? = nested
    while let inner = element, inner != container {
      if values.contains(inner) { return true }
      element = document.parent(of: inner)
    }
    return false
  }

  /// Whether both elements of a login are there and say something.
  private func hasLogin(_ container: SourceElement) throws -> Bool {
    let logins = try document.select(ExportPaths.login, from: container)
      .filter { !document.content(of: $0).value.isEmpty }
    guard let first = logins.first else { return false }
    let name = document.name(of: first)
    return logins.contains { document.name(of: $0) != name }
  }

  /// The options that stand in `container` as elements, and in `parameters` as parameters of it.
  private func options(
    _ place: Place, container: SourceElement?, parameters: SourceElement?
  ) throws -> ConnectionOptions {
    func dual(_ name: OptionName) throws -> DualOption {
      DualOption(
        elements: try container.map { try nodes(ExportPaths.element(name), in: $0) } ?? [],
        parameters: try parameters.map { try nodes(ExportPaths.parameter(name), in: $0) } ?? [])
    }
    let ssl = try dual(.sslBind)
    return ConnectionOptions(
      place: place,
      partitionIdentifier: nil,
      isSelected: nil,
      hasOwnCredentials: false,
      container: container,
      parameterContainer: try parameters.flatMap {
        try document.select(ExportPaths.parameterContainer, from: $0).first
      },
      signAndSeal: try dual(.signAndSeal),
      sslBind: ssl,
      simpleBind: try dual(.simpleBind),
      checksRevocation: ssl.elements.contains {
        document.attribute("crl-check", of: $0.element) == "1"
      })
  }
}
