import LDAPFixKit
import TestExports
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
}
