import Foundation
import TestSupport
import Testing

@Suite("Baselines")
struct BaselineTests {
  @Test("what is recorded no longer fails, wherever it moves to; what is new does")
  func accepts() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let record = try Program.run(
      ["check", "--write-baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(record.exitCode == 0)
    #expect(record.errors.contains("b.json: 3 findings recorded"))
    let moved = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "<ma-data>", with: "<ma-data>\r\n\r\n<schema/>")
    try scratch.write(Array(moved.utf8), to: "a.xml")
    let accepted = try Program.run(["check", "--baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(accepted.exitCode == 0 && accepted.output.isEmpty)
    #expect(accepted.errors.contains("3 accepted"))
    try scratch.write(Samples.bytes("entra-connect"), to: "new.xml")
    let new = try Program.run(
      ["check", "--baseline", "b.json", "a.xml", "new.xml"], in: scratch.folder)
    #expect(new.exitCode == 1)
    #expect(new.text.split(separator: "\n").allSatisfy { $0.hasPrefix("new.xml:") })
  }

  @Test("one finding is one, and none are none")
  func count() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("low-security.corrected"), as: UTF8.self)
    try scratch.write(Array(text.utf8), to: "a.xml")
    for (name, words) in [("a.xml", "1 finding"), (Samples.url("secure").path, "0 findings")] {
      let run = try Program.run(["check", "--write-baseline", "b.json", name], in: scratch.folder)
      #expect(run.errorLines.first == "b.json: \(words) recorded")
    }
  }

  @Test(
    "where a file could not be read none is written, and the old one stays",
    arguments: [("gone.xml", 66), ("broken.xml", 65), ("link", 66)] as [(String, Int32)])
  func incomplete(_ name: String, _ code: Int32) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    try scratch.write(Array("<broken".utf8), to: "broken.xml")
    _ = try Program.shell("mkdir link; ln -s gone link/b.xml", in: scratch.folder)
    let arguments = ["check", "--write-baseline", "b.json", "a.xml"]
    let new = try Program.run(arguments + [name], in: scratch.folder)
    #expect(new.exitCode == code)
    let words = "ldapfix: b.json: is not written, since not every file could be read; "
    #expect(new.errorLines.contains(words + "see the errors above, and run again"), "\(new.errors)")
    #expect(new.errorLines.last == "to correct: ldapfix patch --in-place a.xml")
    #expect(!scratch.names.contains("b.json"))
    _ = try Program.run(arguments, in: scratch.folder)
    let old = try scratch.bytes("b.json")
    try scratch.write(Samples.correctedBytes("mim"), to: "a.xml")
    let second = try Program.run(arguments + [name], in: scratch.folder)
    #expect(second.exitCode == code)
    #expect(
      second.errorLines.contains(
        words + "the one there stays as it was; see the errors above, and run again"))
    #expect(try scratch.bytes("b.json") == old)
  }

  @Test("names that differ only in how an accent is written are of two connectors")
  func normalForms() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
    let id = try #require(text.firstRange(of: /<id>[^<]*<\/id>/))
    let anonymous = text.replacingCharacters(in: id, with: "")
    for (file, name) in [("a.xml", "Caf\u{E9}"), ("b.xml", "Cafe\u{301}")] {
      let named = anonymous.replacingOccurrences(
        of: "<name>Fabrikam staff<", with: "<name>\(name)<")
      try scratch.write(Array(named.utf8), to: file)
    }
    let record = try Program.run(
      ["check", "--write-baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(record.errors.contains("b.json: 3 findings recorded"))
    let other = try Program.run(["check", "--baseline", "b.json", "b.xml"], in: scratch.folder)
    #expect(other.exitCode == 1)
    #expect(other.errorLines.count { $0.contains("a finding that is no more") } == 3)
    let both = try Program.run(
      ["check", "--write-baseline", "b.json", "a.xml", "b.xml"], in: scratch.folder)
    #expect(both.errors.contains("b.json: 6 findings recorded"))
  }

  @Test(
    "a baseline in the place of what is read is refused",
    arguments: ["./a.xml", "link.xml", "list"])
  func overwriting(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    try scratch.write(Array("a.xml\n".utf8), to: "list")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("link.xml").path, withDestinationPath: "a.xml")
    let run = try Program.run(
      ["check", "--write-baseline", name, "--files-from", "list"], in: scratch.folder)
    #expect(run.exitCode == 64)
    #expect(
      run.errors
        == "ldapfix: --write-baseline \(name) would overwrite an input; see 'ldapfix --help'\n")
    #expect(try scratch.bytes("a.xml") == Samples.bytes("mim"))
    #expect(try scratch.bytes("list") == Array("a.xml\n".utf8))
  }

  @Test("what is fixed and still listed is said, and fails a strict run")
  func shrinks() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    _ = try Program.run(["check", "--write-baseline", "b.json", "a.xml"], in: scratch.folder)
    try scratch.write(Samples.correctedBytes("mim"), to: "a.xml")
    let lenient = try Program.run(["check", "--baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(lenient.exitCode == 0)
    #expect(lenient.errorLines.count { $0.contains("a finding that is no more") } == 3)
    let strict = try Program.run(
      ["check", "--strict-baseline", "--baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(strict.exitCode == 1)
  }

  @Test("SARIF and JSON mark what is accepted instead of dropping it")
  func marked() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    _ = try Program.run(["check", "--write-baseline", "b.json", "a.xml"], in: scratch.folder)
    let sarif = try Program.run(
      ["check", "--format", "sarif", "--baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(sarif.text.components(separatedBy: #""suppressions":[{"kind":"external""#).count == 4)
    let json = try Program.run(
      ["check", "--format", "json", "--baseline", "b.json", "a.xml"], in: scratch.folder)
    #expect(json.text.components(separatedBy: #""isAccepted":true"#).count == 4)
  }

  @Test(
    "an unreadable baseline is an error",
    arguments: [
      ("", 65), ("{", 65), ("[]", 65), (#"{"version":2,"findings":[]}"#, 65),
      (#"{"version":1}"#, 65),
    ])
  func broken(_ text: String, _ code: Int32) throws {
    let scratch = try Scratch()
    try scratch.write(Array(text.utf8), to: "b.json")
    let run = try Program.run(
      ["check", "--baseline", "b.json", Samples.url("secure").path], in: scratch.folder)
    #expect(run.exitCode == code)
    #expect(run.errors.hasPrefix("ldapfix: b.json: is "))
    let missing = try Program.run(["check", "--baseline", "none", Samples.url("secure").path])
    #expect(missing.exitCode == 66)
  }

  @Test(
    "a baseline takes the place of a baseline only, and of no input",
    arguments: [
      ("--shard 2/2 --write-baseline d/a.xml d", 73, "exists and is no baseline"),
      ("--exclude a.xml --write-baseline d/a.xml d", 73, "exists and is no baseline"),
      ("--write-baseline d/b.xml - <d/b.xml", 64, "would overwrite an input"),
      ("--files-from - --write-baseline list <list", 64, "would overwrite an input"),
      ("--write-baseline - d", 64, "needs the name of a file"),
    ] as [(String, Int32, String)])
  func otherFiles(_ arguments: String, _ code: Int32, _ words: String) throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      at: scratch.url("d"), withIntermediateDirectories: false)
    try scratch.write(Samples.bytes("entra-connect"), to: "d/a.xml")
    try scratch.write(Samples.bytes("mim"), to: "d/b.xml")
    try scratch.write(Array("d/a.xml\n".utf8), to: "list")
    let run = try Program.shell("\"$ldapfix\" check -q \(arguments)", in: scratch.folder)
    #expect(run.exitCode == code, "\(run.errors)")
    #expect(run.errors.contains(words))
    #expect(try scratch.bytes("d/a.xml") == Samples.bytes("entra-connect"))
    #expect(try scratch.bytes("d/b.xml") == Samples.bytes("mim"))
    #expect(try scratch.bytes("list") == Array("d/a.xml\n".utf8))
  }
}
