import Foundation
import TestSupport
import Testing

/// What `check` proposes in its last line, run as it stands there.
@Suite("The command that check proposes")
struct ProposedCommandTests {
  /// An export that is insecure, with `more` behind all else.
  private static func export(_ more: String) throws -> [UInt8] {
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
    return Array(text.replacingOccurrences(of: "</ma-data>", with: more + "</ma-data>").utf8)
  }

  private static let deep =
    String(repeating: "<x>", count: 300) + String(repeating: "</x>", count: 300)

  /// The command behind `check` with `arguments`.
  private static func proposal(
    _ arguments: [String], input: Data? = nil, in scratch: Scratch
  ) throws -> String {
    let run = try Program.run(["check"] + arguments, input: input, in: scratch.folder)
    #expect(run.exitCode == 1, "\(run.errors)")
    let line = try #require(run.errorLines.last)
    let command = line.dropFirst("to correct: ".count)
    #expect(line.hasPrefix("to correct: ldapfix "), "\(run.errors)")
    return String(command)
  }

  /// Runs a command that calls the program by its name, as a person would.
  private static func follow(_ command: String, in scratch: Scratch) throws -> Program.Outcome {
    let folder = Program.url.deletingLastPathComponent().path
    return try Program.shell("PATH='\(folder)':\"$PATH\"\n\(command)", in: scratch.folder)
  }

  private static func names(_ arguments: [String], in scratch: Scratch) throws -> Set<Substring> {
    let run = try Program.run(["check", "--list"] + arguments, in: scratch.folder)
    return Set(run.text.split(separator: "\n"))
  }

  @Test("corrects the files of its shard and no others", arguments: [1, 2])
  func shard(_ part: Int) throws {
    let scratch = try Scratch()
    for number in 10..<34 {
      let comment = "<!--\(String(repeating: "x", count: number * 4_000))-->"
      try scratch.write(Self.export(comment), to: "\(number).xml")
    }
    let all = try Self.names(["."], in: scratch)
    let own = try Self.names(["--shard", "\(part)/2", "."], in: scratch)
    #expect(all.count == 24 && (9..<16).contains(own.count))
    let command = try Self.proposal(["--shard", "\(part)/2", "."], in: scratch)
    let run = try Self.follow(command, in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try Self.names(["."], in: scratch) == all.subtracting(own))
  }

  @Test("part by part in one folder, corrects every file")
  func shardsInTurn() throws {
    let scratch = try Scratch()
    let missing = String(decoding: try Samples.bytes("missing"), as: UTF8.self)
    for number in 0..<30 {
      // What is inserted makes a file longer than others that were longer before.
      let filler = String(repeating: "x", count: number)
      let text = missing.replacingOccurrences(of: "</ma-data>", with: "<!--\(filler)--></ma-data>")
      try scratch.write(Array(text.utf8), to: "\(number).xml")
    }
    for part in 1...3 {
      let command = try Self.proposal(["--shard", "\(part)/3", "."], in: scratch)
      #expect(try Self.follow(command, in: scratch).exitCode == 0)
    }
    #expect(try Self.names(["."], in: scratch).isEmpty)
  }

  @Test(
    "has the limits that the files need",
    arguments: [["1.xml"], ["."], [".", "--shard", "1/1"], [".", "--baseline", "none.json"]])
  func limits(_ files: [String]) throws {
    let scratch = try Scratch()
    for number in 1...9 { try scratch.write(Self.export(Self.deep), to: "\(number).xml") }
    try scratch.write(Array(#"{"version":1,"findings":[]}"#.utf8), to: "none.json")
    let arguments = ["--max-depth", "400"] + files
    let command = try Self.proposal(arguments, in: scratch)
    let run = try Self.follow(command, in: scratch)
    #expect(run.exitCode == 0, "\(command)\n\(run.errors)")
    #expect(try Program.run(["check"] + arguments, in: scratch.folder).exitCode == 0)
  }

  @Test("has no word for a limit that is as standard")
  func words() throws {
    let scratch = try Scratch()
    let arguments = [
      "--max-size", "2000000", "--max-depth", "400", "--max-attributes", "2000",
      "--max-namespaces", "3000", "--max-names", "20000", "--max-elements", "4000", "--max-text",
      "5000", "--max-name", "6000",
    ]
    let bytes = Data(try Samples.bytes("mim"))
    #expect(
      try Self.proposal(arguments + ["--harden", "-"], input: bytes, in: scratch)
        == "ldapfix patch \(arguments.joined(separator: " ")) --harden - OUT")
    let standard = [
      "--max-size", "1073741824", "--max-depth", "256", "--max-attributes", "1000",
      "--max-namespaces", "1000", "--max-names", "10000", "--max-elements", "1000000",
      "--max-text", "100000000", "--max-name", "50000",
    ]
    #expect(
      try Self.proposal(standard + ["-"], input: bytes, in: scratch) == "ldapfix patch - OUT")
  }
}
