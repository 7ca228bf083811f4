import Foundation
import TestSupport
import Testing

@Suite("Scripts of ldapfix batch, for whole servers only")
struct ServerScriptTests {
  @Test("a server of which a file cannot be looked at gets no script")
  func unseenFile() throws {
    let estate = try Estate()
    try FileManager.default.createSymbolicLink(
      atPath: estate.scratch.url("in/a/self.xml").path, withDestinationPath: "self.xml")
    let run = try estate.run("in", "--output-dir", "out", "--script-dir", "scripts")
    #expect(run.exitCode == 1)
    #expect(estate.files(in: "scripts/in") == ["b/deep/ldapfix.ps1", "b/ldapfix.ps1"])
    #expect(run.errors.contains("scripts/in/a/ldapfix.ps1: is not written, since not every file"))
  }

  @Test(
    "a folder that cannot be read gets no script, and none below it; the one above does",
    .enabled(if: getuid() != 0, "the system's owner may read everything"))
  func unseenFolder() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      chmod a-r in/b
      "$ldapfix" batch in in/b/tls.xml in/b/deep --output-dir out --script-dir scripts
      code=$?; chmod u+r in/b; exit $code
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 1)
    #expect(estate.files(in: "out/in") == ["a/staff.xml", "b/deep/connector.XML", "b/tls.xml"])
    #expect(estate.files(in: "scripts/in") == ["a/ldapfix.ps1"])
  }

  @Test("of a server that an interrupted run did not come to there is nothing to say")
  func unreached() throws {
    let estate = try Estate()
    let filler = String(repeating: "<a b='c'>d</a>", count: 20_000)
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "<ma-data>", with: "<ma-data><schema>\(filler)</schema>")
    for number in 100..<400 { try estate.write(Array(text.utf8), to: "in/c/\(number).xml") }
    try estate.write(Samples.bytes("tls"), to: "in/z/late.xml")
    try estate.write(Array("old".utf8), to: "scripts/in/z/ldapfix.ps1")
    let run = try Program.shell(
      """
      set -m
      "$ldapfix" batch in --output-dir out --script-dir scripts & pid=$!
      while [ "$(ls out/in/c 2>/dev/null | wc -l)" -lt 5 ]; do sleep 0.01; done
      kill -INT $pid; wait $pid
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 130, "\(run.errors)")
    let line = run.errorLines.first {
      $0.hasPrefix("ldapfix: scripts/in/c/ldapfix.ps1: is not written")
    }
    // There are no errors above to see.
    #expect(line?.hasSuffix("was corrected; run again") == true, "\(run.errors)")
    #expect(!run.errors.contains("scripts/in/z/ldapfix.ps1"), "\(run.errors)")
    #expect(try estate.scratch.bytes("scripts/in/z/ldapfix.ps1") == Array("old".utf8))
  }

  @Test("a connector that two files of a server have is told of under the second one's path")
  func twice() throws {
    let estate = try Estate()
    try estate.write(Samples.bytes("mim"), to: "in/a/copy.xml")
    let run = try estate.run("in/a", "--output-dir", "out", "--script-dir", "scripts")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("ldapfix: in/a/staff.xml: has the connector"), "\(run.errors)")
    #expect(estate.files(in: "scripts").isEmpty)
  }

  @Test("a script of an earlier run is named where no file of its server can be corrected now")
  func stale() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "out", "--script-dir", "scripts")
    let old = try estate.scratch.bytes("scripts/in/a/ldapfix.ps1")
    try estate.write(Array("<broken".utf8), to: "in/a/staff.xml")
    let words = "scripts/in/a/ldapfix.ps1: is not written, since not every file"
    let run = try estate.run("in", "--output-dir", "out", "--script-dir", "scripts")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.contains("; the one there is of an earlier run"))
    #expect(try estate.scratch.bytes("scripts/in/a/ldapfix.ps1") == old)
    // Where none stands there and none was to be, there is nothing to say.
    let fresh = try estate.run("in", "--output-dir", "out", "--script-dir", "fresh")
    #expect(!fresh.errors.contains("fresh/in/a/ldapfix.ps1"), "\(fresh.errors)")
  }
}
