import Foundation
import TestSupport
import Testing

@Suite("Scripts of ldapfix batch in place, over several runs")
struct ServerScriptInPlaceTests {
  private static let script = "scripts/in/b/ldapfix.ps1"

  private static func estate() throws -> Estate {
    var estate = try Estate()
    try estate.add("low-security", as: "in/b/fabrikam.xml")
    try FileManager.default.removeItem(at: estate.scratch.url("in/b/secure.xml"))
    return estate
  }

  private static func run(_ estate: Estate, _ more: String...) throws -> Program.Outcome {
    try Program.run(
      ["batch", "in/b", "--exclude", "deep", "--in-place", "--script-dir", "scripts"] + more,
      in: estate.scratch.folder)
  }

  private static func text(_ estate: Estate) throws -> String {
    String(decoding: try estate.scratch.bytes(script), as: UTF8.self)
  }

  @Test("what a first run corrected is in the script of the second, with what that one corrects")
  func secondRun() throws {
    let estate = try Self.estate()
    let tls = try Samples.bytes("tls")
    try estate.write(Array("<broken".utf8), to: "in/b/tls.xml")
    #expect(try Self.run(estate).exitCode == 1)
    #expect(
      try estate.scratch.bytes("in/b/fabrikam.xml") == Samples.correctedBytes("low-security"))
    #expect(estate.files(in: "scripts").isEmpty)
    try estate.write(tls, to: "in/b/tls.xml")
    let second = try Self.run(estate)
    #expect(second.exitCode == 0, "\(second.errors)")
    let text = try Self.text(estate)
    for name in ["fabrikam.xml", "tls.xml"] {
      #expect(text.contains("# From \(name), "), "\(name)")
    }
    // Of both places of the first, and of the two of the second that have no TLS.
    #expect(text.components(separatedBy: "Parameter = 'sign-and-seal'; Value = '1'").count == 5)
    #expect(!text.contains("Parameter = 'ssl-bind'"))
  }

  @Test("TLS that a first run replaced is turned off by the script of the second")
  func replacedTLS() throws {
    let estate = try Self.estate()
    try estate.write(Array("<broken".utf8), to: "in/b/fabrikam.xml")
    #expect(try Self.run(estate, "--ssl-bind", "replace").exitCode == 1)
    try estate.write(Samples.bytes("low-security"), to: "in/b/fabrikam.xml")
    let second = try Self.run(estate, "--ssl-bind", "replace", "--harden")
    #expect(second.exitCode == 0, "\(second.errors)")
    let text = try Self.text(estate)
    #expect(text.contains("Parameter = 'ssl-bind'; Value = '0'"))
    #expect(text.contains("What = 'allow-low-security'"))
  }

  @Test("a secure export of another product, or of a connector that is corrected, changes nothing")
  func strangers() throws {
    let estate = try Self.estate()
    let alone = try Self.estate()
    try estate.write(Samples.correctedBytes("mim"), to: "in/b/a-mim.xml")
    try estate.write(Samples.correctedBytes("tls"), to: "in/b/a-tls.xml")
    for each in [estate, alone] {
      let run = try Self.run(each)
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    #expect(try Self.text(estate) == Self.text(alone))
  }

  @Test("where all is secure there is no script, which is said unless there is one already")
  func nothing() throws {
    let words = "no script, since nothing was corrected there now; "
    let estate = try Self.estate()
    #expect(try !Self.run(estate).errors.contains(words))
    #expect(try !Self.run(estate).errors.contains(words))
    try FileManager.default.removeItem(at: estate.scratch.url("scripts"))
    let run = try Self.run(estate)
    #expect(run.exitCode == 0)
    #expect(
      run.errorLines.contains(
        "1 server has \(words)'ldapfix script' makes one of exports as they were before"))
    #expect(estate.files(in: "scripts").isEmpty)
  }

  @Test("where a first run wrote no script and the second corrects nothing, that is said")
  func secureAfterAll() throws {
    let estate = try Self.estate()
    try estate.write(Array("<broken".utf8), to: "in/b/tls.xml")
    #expect(try Self.run(estate).exitCode == 1)
    try FileManager.default.removeItem(at: estate.scratch.url("in/b/tls.xml"))
    let second = try Self.run(estate)
    #expect(second.exitCode == 0)
    #expect(second.errors.contains("1 server has no script, "), "\(second.errors)")
  }
}
