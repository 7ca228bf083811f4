import Foundation
import LDAPFixKit
import TestSupport
import Testing

@Suite("The library's public face")
struct ConnectorDocumentTests {
  @Test(
    "corrects a sample as the program does", arguments: ["entra-connect", "mim", "utf-16le-bom"])
  func corrects(_ name: String) throws {
    let document = try ConnectorDocument(Samples.bytes(name))
    #expect(document.isInsecure)
    #expect(try document.corrected() == Samples.correctedBytes(name))
    #expect(!document.edits.isEmpty)
    #expect(try !document.unifiedDiff(name: "a.xml").isEmpty)
    let after = try ConnectorDocument(document.corrected())
    #expect(!after.isInsecure && after.edits.isEmpty)
  }

  @Test("tells findings with their places")
  func findings() throws {
    let document = try ConnectorDocument(Samples.bytes("mim"))
    #expect(document.findings.map(\.rule) == [.signAndSealOff, .signAndSealOff, .signAndSealOff])
    #expect(document.findings.first?.place == .forest)
    #expect(document.findings.first?.position.line == 24)
    #expect(document.findings.map(\.isCorrected) == [true, true, true])
  }

  @Test("leaves TLS alone unless told to replace it")
  func policy() throws {
    let kept = try ConnectorDocument(Samples.bytes("tls"))
    let replaced = try ConnectorDocument(
      Samples.bytes("tls"), policy: CorrectionPolicy(tls: .replace))
    #expect(replaced.edits.count > kept.edits.count)
  }

  @Test("refuses what is no export, with place and remedy")
  func refuses() throws {
    let error = #expect(throws: ConnectorDocumentError.self) {
      try ConnectorDocument(Array("<html>".utf8))
    }
    #expect(error?.position?.line == 1)
    #expect(error?.isDefect == false)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("tells a change of options from every other change")
  func difference() throws {
    let document = try ConnectorDocument(Samples.bytes("entra-connect"))
    let corrected = try ConnectorDocument(document.corrected())
    #expect(try document.difference(to: corrected) == .none)
    let text = String(decoding: try Samples.bytes("entra-connect"), as: UTF8.self)
    let renamed = try ConnectorDocument(
      Array(text.replacingOccurrences(of: "DC01.contoso", with: "DC02.contoso").utf8))
    guard case .content(let original, let patched) = try document.difference(to: renamed) else {
      Issue.record("other content was not seen")
      return
    }
    #expect(original == patched && original.line == 14)
    let respelt = try ConnectorDocument(Array((text + "\n").utf8))
    guard case .bytes = try document.difference(to: respelt) else {
      Issue.record("other bytes were not seen")
      return
    }
  }

  @Test(
    "makes the scripts that the program makes",
    arguments: [
      ("entra-connect", ServerScriptPurpose.apply, "entra-connect"),
      ("entra-connect", .rollback, "entra-connect.rollback"),
      ("entra-connect", .audit, "entra-connect.audit"), ("mim", .apply, "mim"),
    ])
  func script(_ sample: String, _ purpose: ServerScriptPurpose, _ name: String) throws {
    let script = try ConnectorDocument(Samples.bytes(sample))
      .serverScript(name: sample + ".xml", purpose: purpose)
    let golden = try Data(contentsOf: Samples.folder.appending(path: "scripts/\(name).ps1"))
    #expect(script == Array(golden))
  }

  @Test("makes no script that would do nothing, and none that no cmdlet can run")
  func noScript() throws {
    let secure = try ConnectorDocument(Samples.bytes("secure"))
    #expect(try secure.serverScript(name: "secure.xml") == nil)
    let error = #expect(throws: ConnectorDocumentError.self) {
      try ConnectorDocument(Samples.bytes("mim")).serverScript(name: "mim.xml", purpose: .audit)
    }
    #expect(error?.isDefect == false)
  }
}

@Suite("The example of the library")
struct LibraryExampleTests {
  @Test("runs, and says what the guide says that it says")
  func runs() throws {
    let program = Program.url.deletingLastPathComponent().appending(path: "LibraryExample")
    let run = try Program.run(program, ["Samples/mim.xml"], in: Samples.root)
    #expect(run.exitCode == 0, "\(run.errors)")
    let guide = try String(
      contentsOf: Samples.root.appending(
        path: "Sources/LDAPFixKit/LDAPFixKit.docc/UsingTheLibrary.md"), encoding: .utf8)
    let source = try String(
      contentsOf: Samples.root.appending(path: "Tests/LibraryExample/main.swift"), encoding: .utf8)
    #expect(guide.contains("```swift\n\(source)```"))
    #expect(!run.text.isEmpty && guide.contains("```\n\(run.text)```"))
  }
}
