import Foundation
import TestSupport
import Testing

@Suite("Limits")
struct LimitOptionTests {
  private static let insecure = "<sign-and-seal>0</sign-and-seal>"

  /// An export with `more` at its end.
  private static func export(_ more: String) throws -> [UInt8] {
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
    return Array(text.replacingOccurrences(of: "</ma-data>", with: more + "</ma-data>").utf8)
  }

  private static func deep(_ depth: Int) -> String {
    String(repeating: "<x>", count: depth) + String(repeating: "</x>", count: depth)
  }

  static let cases: [(option: String, value: Int, more: String)] = [
    ("--max-depth", 400, deep(300)),
    ("--max-attributes", 2_000, "<x \((0..<1_500).map { "a\($0)=''" }.joined(separator: " "))/>"),
    (
      "--max-namespaces", 2_000,
      (0..<3).map { level in
        "<x \((0..<400).map { "xmlns:n\(level)x\($0)='u'" }.joined(separator: " "))>"
      }.joined() + "<y/></x></x></x>"
    ),
    ("--max-names", 20_000, (0..<15_000).map { "<n\($0)/>" }.joined()),
    ("--max-name", 70_000, "<\(String(repeating: "n", count: 60_000))/>"),
  ]

  @Test("a refusal names the option, and with it the file is read", arguments: cases.indices)
  func raised(index: Int) throws {
    let (option, value, more) = Self.cases[index]
    let scratch = try Scratch()
    try scratch.write(Self.export(more), to: "a.xml")
    for command in [["check"], ["diff"], ["script"], ["verify", "a.xml"], ["patch", "--dry-run"]] {
      let refused = try Program.run(command + ["a.xml"], in: scratch.folder)
      #expect(refused.exitCode == 65, "\(command)")
      #expect(refused.errors.contains("or raise \(option)"), "\(refused.errors)")
    }
    let done = try Program.run(
      ["patch", option, "\(value)", "a.xml", "b.xml"], in: scratch.folder)
    #expect(done.exitCode == 0, "\(done.errors)")
    let expected = String(decoding: try scratch.bytes("a.xml"), as: UTF8.self)
      .replacingOccurrences(of: Self.insecure, with: "<sign-and-seal>1</sign-and-seal>")
    #expect(try scratch.bytes("b.xml").count == expected.utf8.count)
  }

  @Test("limits can be lowered too, and a result may be a little larger than its input")
  func lowered() throws {
    let scratch = try Scratch()
    let bytes = try Samples.bytes("missing")
    try scratch.write(bytes, to: "a.xml")
    let exact = try Program.run(
      ["patch", "--max-size", "\(bytes.count)", "a.xml", "b.xml"], in: scratch.folder)
    #expect(exact.exitCode == 0, "\(exact.errors)")
    #expect(try scratch.bytes("b.xml") == Samples.correctedBytes("missing"))
    for (option, value) in [
      ("--max-size", bytes.count - 1), ("--max-depth", 2), ("--max-elements", 3),
    ] {
      let run = try Program.run(["check", option, "\(value)", "a.xml"], in: scratch.folder)
      #expect(run.exitCode == 65)
      #expect(run.errors.contains("or raise \(option)"), "\(run.errors)")
    }
  }

  @Test(
    "a limit that is none is refused",
    arguments: [
      ["--max-size", "0"], ["--max-size", "2000000001"], ["--max-depth", "-1"],
      ["--max-depth", "9999"],
      ["--max-text", "10"], ["--max-name", "x"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(["check"] + arguments + ["a.xml"])
    #expect(run.exitCode == 64)
    #expect(run.errorLines.count == 1)
  }
}
