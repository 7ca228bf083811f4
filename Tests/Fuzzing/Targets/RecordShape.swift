import Emitter

/// A report whose shape and texts the bytes of a fuzzer choose.
///
/// The bytes up to the first NUL are choices. What follows are texts, parted by NUL; where there is no NUL,
/// all is one text and the shape is the simplest.
struct RecordShape {
  let names: [String]
  private var choices: ArraySlice<UInt8>
  private var next = 0
  private let seed: ReadReport

  init(_ bytes: [UInt8]) throws {
    let pieces = bytes.split(separator: 0, maxSplits: 8, omittingEmptySubsequences: false)
    names = (pieces.count > 1 ? pieces.dropFirst() : pieces[...]).map { piece in
      RawText.text(of: piece.map { $0 == 0 ? 1 : $0 })
    }
    choices = pieces.count > 1 ? pieces[0] : []
    do {
      seed = try ReadReport(json: Array(Self.json.utf8))
    } catch {
      throw BrokenClaim(claim: "the seed is a report: \(error.message)")
    }
  }

  private static let json = """
    {"version":1,"runs":[{"identifier":"1","origin":"0","toolVersion":"1.0.0","mode":"outputFolder",\
    "sslBind":"keep","hardens":false,"jobs":1,"started":"2026-01-01T00:00:00Z","seconds":1,\
    "isInterrupted":false}],"files":[{"path":"a.xml","run":"1","outcome":"corrected","action":"written",\
    "milliseconds":1,"values":1,"connectors":[{"identifier":"{1}","name":"n","title":"n",\
    "product":"mim","places":[{"kind":"forest","state":"corrected"}]}],"findings":[{"rule":"r",\
    "level":"error","message":"m","connector":"n","place":"forest","line":1,"column":1,\
    "isCorrected":false,"fingerprint":"f"}],"excerpts":[{"place":"p","line":1,"column":1,\
    "before":"b","after":"a"}],"failure":{"message":"m"}}]}
    """

  // MARK: Choices

  /// One of `count`; the first where no choices are left.
  private mutating func choice(_ count: Int) -> Int {
    Int(choices.popFirst() ?? 0) % count
  }

  private mutating func one<Value: CaseIterable>(of type: Value.Type) -> Value?
  where Value.AllCases == [Value] {
    Value.allCases[choice(Value.allCases.count)]
  }

  /// The texts in turn, each alone or behind another.
  private mutating func name() -> String {
    next += 1
    let name = names[next % names.count]
    return choice(4) == 1 ? name + names[(next + 1) % names.count] : name
  }

  private mutating func optionalName() -> String? { choice(3) == 1 ? nil : name() }

  private mutating func number() -> Int {
    [1, 0, -1, 999, 1_000, 1_234_567, .max, .min][choice(8)]
  }

  private mutating func real() -> Double {
    [1, 0, -0.25, 0.05, 1e15, 1e300, -1e300, 1e-300][choice(8)]
  }

  // MARK: Records

  var report: ReadReport {
    mutating get {
      var report = seed
      report.runs = (0...choice(3)).compactMap { _ in run() }
      report.files = (0...choice(4)).compactMap { _ in file() }
      return report
    }
  }

  private mutating func run() -> RunRecord? {
    guard var run = seed.runs.first else { return nil }
    (run.identifier, run.origin) = (name(), name())
    (run.toolVersion, run.sslBind, run.started) = (name(), name(), name())
    run.shard = optionalName()
    run.mode = [.outputFolder, .inPlace, .dryRun][choice(3)]
    run.seconds = real()
    (run.hardens, run.isInterrupted) = (choice(2) == 1, choice(2) == 1)
    return run
  }

  private mutating func file() -> FileRecord? {
    guard var file = seed.files.first, let outcome = one(of: FileRecord.Outcome.self) else {
      return nil
    }
    (file.path, file.run) = (name(), name())
    file.outcome = outcome
    file.action = [.written, .copied, .upToDate, .stale, .none][choice(5)]
    (file.output, file.encoding) = (optionalName(), optionalName())
    (file.sha256, file.sha256After) = (optionalName(), optionalName())
    (file.values, file.size, file.milliseconds) = (number(), number(), real())
    file.failure?.message = name()
    file.failure?.remedy = optionalName()
    if choice(2) == 1 { file.failure = nil }
    file.connectors = (0..<choice(4)).flatMap { _ in connector(file.connectors) }
    file.findings = (0..<choice(3)).flatMap { _ in finding(file.findings) }
    file.excerpts = (0..<choice(3)).flatMap { _ in excerpt(file.excerpts) }
    return file
  }

  private mutating func connector(_ seed: [ConnectorRecord]) -> [ConnectorRecord] {
    seed.prefix(1).map { connector in
      var connector = connector
      (connector.identifier, connector.name, connector.title) = (name(), name(), name())
      connector.product = name()
      let count = choice(80)
      connector.places = (0..<count).flatMap { _ in
        connector.places.prefix(1).map { place in
          var place = place
          (place.kind, place.partition) = (name(), optionalName())
          place.state = one(of: PlaceRecord.State.self) ?? .secure
          return place
        }
      }
      return connector
    }
  }

  private mutating func finding(_ seed: [FindingRecord]) -> [FindingRecord] {
    seed.prefix(1).map { finding in
      var finding = finding
      (finding.rule, finding.message, finding.connector) = (name(), name(), name())
      (finding.place, finding.fingerprint) = (name(), name())
      (finding.line, finding.column) = (number(), number())
      finding.isCorrected = choice(2) == 1
      finding.level = choice(2) == 1 ? "note" : name()
      return finding
    }
  }

  private mutating func excerpt(_ seed: [Excerpt]) -> [Excerpt] {
    seed.prefix(1).map { excerpt in
      var excerpt = excerpt
      (excerpt.place, excerpt.after, excerpt.before) = (name(), name(), optionalName())
      (excerpt.line, excerpt.column) = (number(), number())
      return excerpt
    }
  }
}
