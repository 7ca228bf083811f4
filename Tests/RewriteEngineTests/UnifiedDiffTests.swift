import Foundation
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Unified diff")
struct UnifiedDiffTests {
  static let applicable = Samples.names.filter { !$0.hasPrefix("utf-16") && $0 != "secure" }

  @Test("git apply and patch make of it the corrected bytes, and back", arguments: applicable)
  func applies(_ name: String) throws {
    try check(Samples.bytes(name))
  }

  @Test("it applies to generated exports", arguments: 0..<40)
  func generated(_ seed: Int) throws {
    try check(Array(GeneratedExport(seed: UInt64(seed)).text.utf8))
  }

  @Test(
    "it applies to a real export",
    .enabled(if: RealExports.arePresent, "\(RealExports.absence)"),
    arguments: [TestEncoding.utf8, .utf8WithMark, .ascii, .latin1, .windows1252])
  func real(_ encoding: TestEncoding) throws {
    try check(encoding.encode(RealExports.insecureEntraConnect()))
  }

  @Test(
    "names are written as git writes them",
    arguments: [
      ("a.xml", "--- a/a.xml\n"), ("./x/a.xml", "--- a/x/a.xml\n"), ("/x/a.xml", "--- a/x/a.xml\n"),
      ("a b.xml", "--- a/a b.xml\t\n"), ("a\nb", "--- \"a/a\\nb\"\n"),
      ("ä", "--- \"a/\\303\\244\"\n"),
      ("a\"b\\", "--- \"a/a\\\"b\\\\\"\n"),
    ])
  func names(_ name: String, _ header: String) throws {
    let diff = UnifiedDiff(of: try correction(of: Samples.bytes("mim")), name: name.utf8).bytes
    #expect(String(decoding: diff, as: UTF8.self).hasPrefix(header))
  }

  @Test("nothing to change is no diff")
  func empty() throws {
    #expect(
      UnifiedDiff(of: try correction(of: Samples.bytes("secure")), name: "a".utf8).bytes.isEmpty)
  }

  private func check(_ bytes: [UInt8]) throws {
    let correction = try correction(of: bytes)
    let expected = Array(try correction.correctedBytes())
    try #require(expected != bytes)
    let scratch = try Scratch()
    let name = "some folder/größe.xml"
    try FileManager.default.createDirectory(
      at: scratch.url("some folder"), withIntermediateDirectories: true)
    try scratch.write(UnifiedDiff(of: correction, name: name.utf8).bytes, to: "diff")
    for (tool, back) in [
      ("git apply -p1 diff", "git apply -p1 -R diff"),
      ("patch --binary -s -p1 <diff", "patch --binary -s -p1 -R <diff"),
    ] {
      try scratch.write(bytes, to: name)
      let forward = try Program.shell(tool, in: scratch.folder)
      #expect(forward.exitCode == 0, "\(tool): \(forward.errors)\(forward.text)")
      #expect(try scratch.bytes(name) == expected, "\(tool)")
      let backward = try Program.shell(back, in: scratch.folder)
      #expect(backward.exitCode == 0, "\(back): \(backward.errors)\(backward.text)")
      #expect(try scratch.bytes(name) == bytes, "\(back)")
    }
  }
}
