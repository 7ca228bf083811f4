import Emitter

/// A baseline that is read is written and read again as the same.
struct BaselineTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    let baseline: Baseline
    do {
      baseline = try Baseline(json: bytes)
    } catch let problem as Baseline.Problem {
      return try claim(!problem.message.isEmpty, "a refusal says why")
    }
    let json = try baseline.json
    let again = try Baseline(json: json)
    try claim(again == baseline, "what is written reads back")
    try claim(try again.json == json, "the same findings are the same bytes")
  }
}
