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
}
