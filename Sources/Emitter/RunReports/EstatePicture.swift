/// The estate as a picture: a mark for each place of each connector, server by server.
///
/// Few servers stand in rows with their names; many stand one behind the other, and their names show when
/// they are pointed at.
struct EstatePicture {
  private let showsNames: Bool

  private static let width = 960
  private static let step = 14
  private static let side = 10
  private static let nameWidth = 300
  private static let mostNames = 80

  init(_ totals: RunTotals) { showsNames = totals.connectors <= Self.mostNames }

  /// Writes one `svg` element.
  func write(_ files: any RecordSource, to write: (String) throws -> Void) throws {
    var height = Self.step
    try layOut(files) { _, bottom in height = max(height, bottom) }
    try write(
      "<svg viewBox=\"0 0 \(Self.width) \(height + 4)\" role=\"img\" "
        + "aria-label=\"Each place of each connector, server by server\">")
    try layOut(files) { text, _ in try write(text) }
    try write("</svg>")
  }

  /// Gives `draw` one piece after the other, each with the lower end of what has been drawn so far.
  private func layOut(
    _ files: any RecordSource, draw: (_ text: String, _ bottom: Int) throws -> Void
  ) throws {
    let left = showsNames ? Self.nameWidth : 0
    var (x, y) = (left, 2)
    var server: String?
    try files.forEachRecord { record in
      guard !record.connectors.isEmpty else { return }
      if server != record.server {
        if server != nil { (x, y) = showsNames ? (left, y + Self.step + 4) : (x + Self.step, y) }
        server = record.server
        if showsNames {
          try draw(Self.name(record.server, y: y), y + Self.step)
        }
      }
      for connector in record.connectors where !connector.places.isEmpty {
        // A connector stands in one row where there is room for it.
        let length = connector.places.count * Self.step
        if x + length > Self.width, left + length <= Self.width { (x, y) = (left, y + Self.step) }
        var marks = Marks()
        for place in connector.places {
          if x + Self.side > Self.width { (x, y) = (left, y + Self.step) }
          marks.add(place.state, x: x, y: y)
          x += Self.step
        }
        x += Self.step / 2
        let title = "\(record.server): \(connector.title): \(Self.words(for: connector))"
        try draw(
          "<g><title>\(HTMLText.escape(title))</title>\(marks.paths)</g>\n", y + Self.step)
      }
    }
  }

  private static func name(_ server: String, y: Int) -> String {
    // The end of a long path tells more than its start.
    let shown = server.count > 46 ? "…" + server.suffix(45) : server[...]
    return "<text x=\"0\" y=\"\(y + side - 1)\">\(HTMLText.escape(String(shown)))</text>"
  }

  private static func words(for connector: ConnectorRecord) -> String {
    let counts = PlaceRecord.State.allCases.compactMap { state -> String? in
      let count = connector.places.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.rawValue)"
    }
    return counts.joined(separator: ", ")
  }

  /// The marks of a connector, a path for each state: a thousand servers are a page of some kilobytes.
  private struct Marks {
    private var outlines: [PlaceRecord.State: String] = [:]

    mutating func add(_ state: PlaceRecord.State, x: Int, y: Int) {
      // Told apart by their shape too: not everybody sees the colours.
      let outline =
        switch state {
        case .corrected, .correctable: "M\(x) \(y)h10v10h-10z"
        case .left: "M\(x + 1) \(y + 1)h8v8h-8z"
        case .tls: "M\(x + 5) \(y)l5 5l-5 5l-5-5z"
        case .secure: "M\(x + 5) \(y + 1)a4 4 0 1 1 0 8a4 4 0 1 1 0-8z"
        }
      outlines[state, default: ""] += outline
    }

    var paths: String {
      PlaceRecord.State.allCases.compactMap { state in
        outlines[state].map { "<path class=\"\(state.rawValue)-mark\" d=\"\($0)\"/>" }
      }.joined()
    }
  }
}
