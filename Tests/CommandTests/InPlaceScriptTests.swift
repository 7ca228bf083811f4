import Foundation
import TestSupport
import Testing

@Suite("ldapfix patch --in-place --script")
struct InPlaceScriptTests {
  private let scratch: Scratch
  private let export: [UInt8]

  init() throws {
    scratch = try Scratch()
    export = try Samples.bytes("entra-connect")
    try scratch.write(export, to: "a.xml")
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["patch", "--in-place", "--script", "s.ps1"] + arguments, in: scratch.folder)
  }

  @Test("the export is corrected, and its script is what script prints; it is told of at the end")
  func both() throws {
    let printed = try Program.run(["script", "a.xml"], in: scratch.folder)
    let run = try run("a.xml")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try scratch.bytes("a.xml") == Samples.correctedBytes("entra-connect"))
    #expect(try scratch.bytes("s.ps1") == Array(printed.output))
    #expect(run.errorLines.last == "s.ps1: PowerShell for the server")
    let again = try self.run("a.xml")
    #expect(again.exitCode == 0)
    let words = "s.ps1: not written, nothing for a script to do"
    #expect(again.errorLines.last == "\(words); the one there is of an earlier run")
    try FileManager.default.removeItem(at: scratch.url("s.ps1"))
    #expect(try self.run("a.xml").errorLines.last.map(String.init) == words)
  }

  @Test(
    "an export that is none is named by itself, and the others stay as they are",
    arguments: [("broken.xml", "<broken", 65), ("gone.xml", nil, 66)])
  func named(name: String, text: String?, exitCode: Int32) throws {
    if let text { try scratch.write(Array(text.utf8), to: name) }
    let run = try run("a.xml", name)
    #expect(run.exitCode == exitCode)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix("ldapfix: \(name):"), "\(run.errors)")
    #expect(try scratch.bytes("a.xml") == export)
    #expect(!scratch.names.contains("s.ps1"))
  }

  @Test("a named pipe is refused, and nobody waits for it")
  func pipe() throws {
    let run = try Program.shell(
      "mkfifo p; timeout 20 \"$ldapfix\" patch --in-place --script s.ps1 a.xml p",
      in: scratch.folder)
    #expect(run.exitCode == 73)
    #expect(run.errors.hasPrefix("ldapfix: p: is no regular file"), "\(run.errors)")
    #expect(try scratch.bytes("a.xml") == export)
    #expect(scratch.names == ["a.xml", "p"])
  }

  @Test("where every export fails there is no new script, and the old one stays")
  func allFail() throws {
    try FileManager.default.linkItem(at: scratch.url("a.xml"), to: scratch.url("other name"))
    let run = try run("a.xml")
    #expect(run.exitCode == 73)
    #expect(run.errorLines.count == 1, "\(run.errors)")
    #expect(scratch.names == ["a.xml", "other name"])
    try scratch.write(Array("old".utf8), to: "s.ps1")
    #expect(try self.run("a.xml").exitCode == 73)
    #expect(try scratch.bytes("s.ps1") == Array("old".utf8))
  }

  @Test("where one export fails and another does not, there is a script")
  func oneFails() throws {
    try FileManager.default.linkItem(at: scratch.url("a.xml"), to: scratch.url("other name"))
    try scratch.write(Samples.bytes("tls"), to: "b.xml")
    let run = try run("a.xml", "b.xml")
    #expect(run.exitCode == 73)
    #expect(try scratch.bytes("a.xml") == export)
    #expect(try scratch.bytes("b.xml") == Samples.correctedBytes("tls"))
    #expect(scratch.names.contains("s.ps1"))
    #expect(run.errorLines.last == "s.ps1: PowerShell for the server")
  }

  @Test("without the script nothing is corrected, and that is said once")
  func noScript() throws {
    try scratch.write(Samples.bytes("tls"), to: "b.xml")
    let run = try Program.run(
      ["patch", "--in-place", "--script", "nowhere/s.ps1", "a.xml", "b.xml"], in: scratch.folder)
    #expect(run.exitCode == 73)
    #expect(run.errorLines.count == 1, "\(run.errors)")
    #expect(run.errors.contains("nowhere/s.ps1"))
    #expect(try scratch.bytes("a.xml") == export)
    #expect(try scratch.bytes("b.xml") == Samples.bytes("tls"))
    #expect(scratch.names == ["a.xml", "b.xml"])
  }
}
