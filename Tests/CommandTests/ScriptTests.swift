import Foundation
import TestSupport
import Testing

@Suite("ldapfix script")
struct ScriptTests {
  /// The scripts that stand in Samples, so that a reviewer sees what changes in them.
  static let goldens: [(name: String, arguments: [String])] = [
    ("entra-connect.ps1", ["entra-connect.xml"]),
    ("entra-connect.rollback.ps1", ["--rollback", "entra-connect.xml"]),
    ("entra-connect.audit.ps1", ["--audit", "entra-connect.xml"]),
    ("credentials.ps1", ["--harden", "credentials.xml", "low-security.xml"]),
    ("tls.replace.ps1", ["--ssl-bind", "replace", "tls.xml"]),
    ("mim.ps1", ["mim.xml"]),
    ("mim.rollback.ps1", ["--rollback", "mim.xml"]),
  ]

  @Test("each is what stands in Samples/scripts", arguments: goldens)
  func golden(_ name: String, _ arguments: [String]) throws {
    let run = try Program.run(["script"] + arguments, in: Samples.folder)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    let golden = Samples.folder.appending(path: "scripts/\(name)")
    #expect(run.output == (try Data(contentsOf: golden)), "Scripts/update-samples writes them anew")
    // The same input gives the same bytes.
    #expect(try Program.run(["script"] + arguments, in: Samples.folder).output == run.output)
  }

  @Test("every line ends with CRLF, and what is not ASCII has a byte order mark")
  func form() throws {
    for sample in ["entra-connect", "mim", "iso-8859-1"] {
      let run = try Program.run(["script", Samples.url(sample).path])
      let bytes = Array(run.output)
      for (index, byte) in bytes.enumerated() where byte == 0x0A {
        #expect(bytes[index - 1] == 0x0D)
      }
      let isASCII = bytes.allSatisfy { $0 < 0x80 }
      #expect(isASCII || bytes.starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(isASCII == (sample != "iso-8859-1"))
    }
  }

  @Test("no text of an export stands outside a literal")
  func hostile() throws {
    let scratch = try Scratch()
    let evil = "#&gt; \u{2019}; calc '@ &#xA;#endregion Plan&#xA;calc; $(calc)"
    let text = String(decoding: try Samples.bytes("entra-connect"), as: UTF8.self)
      .replacingOccurrences(of: "<name>contoso.com</name>", with: "<name>\(evil)</name>")
    let name = "#> calc\n.xml"
    try scratch.write(Array(text.utf8), to: name)
    let run = try Program.run(["script", name], in: scratch.folder)
    #expect(run.exitCode == 0)
    let lines = run.text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count { $0 == "#endregion Plan" } == 1)
    let expected =
      "('#> \u{2019}\u{2019}; calc ''@ ' + [char]0x000A + '#endregion Plan' + [char]0x000A + 'calc; $(calc)')"
    #expect(lines.contains { $0.hasSuffix("Name       = \(expected)") })
    #expect(lines.contains { $0.hasPrefix("# From ???calc?.xml, SHA-256 ") })
  }

  @Test("a secure export needs no script, and cannot be rolled back")
  func secure() throws {
    let run = try Program.run(["script", Samples.url("secure").path])
    #expect(run.exitCode == 0 && run.output.isEmpty)
    #expect(run.errors == "secure already, nothing for a script to do\n")
    let back = try Program.run(["script", "--rollback", Samples.url("secure").path])
    #expect(back.exitCode == 65 && back.output.isEmpty)
  }

  @Test(
    "what cannot be told apart on a server is refused",
    arguments: [
      (["no-name.xml"], "the connector has no name"),
      (["no-id.xml"], "the connector has no identifier"),
      (["a.xml", "copy.xml"], "which is in the script already"),
      (["a.xml", "mim.xml"], "and another file is not"),
      (["--product", "mim", "a.xml"], "is an export of Microsoft Entra Connect, not of"),
      (
        ["--product", "entra-connect", "mim.xml"],
        "is an export of Microsoft Identity Manager, not of"
      ),
      (["--audit", "mim.xml"], "whose cmdlets cannot read the setting"),
      (["a.xml", "missing.xml"], "cannot be read"),
    ])
  func refused(_ arguments: [String], _ words: String) throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("entra-connect"), as: UTF8.self)
    try scratch.write(Array(text.utf8), to: "a.xml")
    try scratch.write(Array(text.utf8), to: "copy.xml")
    try scratch.write(Samples.bytes("mim"), to: "mim.xml")
    let identifier = try #require(text.firstRange(of: #/<id>[^<]*<\/id>/#))
    try scratch.write(
      Array(text.replacingCharacters(in: identifier, with: "<id/>").utf8), to: "no-id.xml")
    try scratch.write(
      Array(text.replacingOccurrences(of: "<name>contoso.com</name>\n", with: "<name/>\n").utf8),
      to: "no-name.xml")
    let run = try Program.run(["script"] + arguments, in: scratch.folder)
    #expect(run.exitCode == (words == "cannot be read" ? 66 : 65))
    #expect(run.output.isEmpty)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test(
    "an export of which no script can be made is named by its path, in the script by its name",
    arguments: [
      ["script", "q/c.xml"], ["patch", "q/c.xml", "b.xml", "--script", "s.ps1"],
      ["patch", "--in-place", "q/c.xml", "--script", "s.ps1"],
      ["batch", "q", "--output-dir", "out", "--script-dir", "scripts"],
    ])
  func path(_ arguments: [String]) throws {
    let estate = try Estate()
    let good = try Samples.bytes("entra-connect")
    let text = String(decoding: good, as: UTF8.self)
    let nameless = text.replacingOccurrences(of: "<name>contoso.com</name>\n", with: "<name/>\n")
    try estate.write(Array(nameless.utf8), to: "q/c.xml")
    let run = try Program.run(arguments, in: estate.scratch.folder)
    #expect(
      run.errors.hasPrefix("ldapfix: q/c.xml: the connector has no name"), "\(run.errors)")
    try estate.write(good, to: "q/c.xml")
    let script = try Program.run(["script", "q/c.xml"], in: estate.scratch.folder)
    #expect(script.text.contains("# From c.xml, SHA-256 ") && !script.text.contains("q/c.xml"))
  }

  @Test(
    "options that would do nothing together are refused",
    arguments: [
      ["script"], ["script", "--audit", "--rollback", "a"], ["script", "--audit", "--harden", "a"],
      ["script", "--audit", "--ssl-bind", "replace", "a"], ["script", "--product", "ad", "a"],
      ["patch", "--script", "s.ps1", "-", "a"], ["patch", "--script", "s.ps1", "--dry-run", "a"],
      ["patch", "--product", "mim", "a", "b"], ["patch", "--script", "-", "a", "b"],
      ["patch", "--script", "a", "a", "b"], ["patch", "--script", "./b", "a", "b"],
    ])
  func usage(_ arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a")
    #expect(try Program.run(arguments, in: scratch.folder).exitCode == 64)
    #expect(scratch.names == ["a"])
  }

  @Test("patch --script writes what script prints, beside the corrected export")
  func patch() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    let printed = try Program.run(["script", "a.xml"], in: scratch.folder)
    let run = try Program.run(["patch", "a.xml", "b.xml", "--script", "s.ps1"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(try scratch.bytes("s.ps1") == Array(printed.output))
    #expect(try scratch.bytes("b.xml") == Samples.correctedBytes("entra-connect"))
    #expect(run.errors.hasPrefix("s.ps1: PowerShell for the server\n"))
  }

  @Test("a patch that fails leaves the script that was there, and speaks of no new one")
  func oldScript() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    try scratch.write(Array("old".utf8), to: "s.ps1")
    let failed = try Program.run(
      ["patch", "a.xml", "nowhere/b.xml", "--script", "s.ps1"], in: scratch.folder)
    #expect(failed.exitCode == 73)
    #expect(failed.errorLines.count == 1, "\(failed.errors)")
    #expect(try scratch.bytes("s.ps1") == Array("old".utf8))
    let done = try Program.run(
      ["patch", "a.xml", "b.xml", "--script", "s.ps1"], in: scratch.folder)
    #expect(done.exitCode == 0)
    #expect(try scratch.bytes("s.ps1") != Array("old".utf8))
  }

  @Test("a script that fails keeps the output that was there")
  func oldOutput() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    try scratch.write(Array("old".utf8), to: "b.xml")
    let run = try Program.run(
      ["patch", "a.xml", "b.xml", "--script", "nowhere/s.ps1"], in: scratch.folder)
    #expect(run.exitCode == 73)
    #expect(run.errors.contains("nowhere/s.ps1"))
    #expect(try scratch.bytes("b.xml") == Array("old".utf8))
    #expect(scratch.names == ["a.xml", "b.xml"])
  }

  @Test("an export that comes through a pipe is read once, for the output and its script")
  func pipe() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    let run = try Program.shell(
      "$ldapfix patch <(cat a.xml) b.xml --script s.ps1", in: scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try scratch.bytes("b.xml") == Samples.correctedBytes("entra-connect"))
    #expect(scratch.names == ["a.xml", "b.xml", "s.ps1"])
  }

  @Test("a patch that fails leaves no script, and a script that fails no patch")
  func failures() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let noOutput = try Program.run(
      ["patch", "a.xml", "nowhere/b.xml", "--script", "s.ps1"], in: scratch.folder)
    #expect(noOutput.exitCode == 73)
    let noScript = try Program.run(
      ["patch", "a.xml", "b.xml", "--script", "nowhere/s.ps1"], in: scratch.folder)
    #expect(noScript.exitCode == 73)
    #expect(scratch.names == ["a.xml"])
    let secure = try Program.run(
      ["patch", Samples.url("secure").path, "b.xml", "--script", "s.ps1"], in: scratch.folder)
    #expect(secure.exitCode == 0)
    #expect(scratch.names == ["a.xml", "b.xml"])
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }

  @Test(
    "a script in the place of the output or of a backup, under whatever name",
    arguments: [
      "patch a.xml o/x.ps1 --script o2/x.ps1", "patch a.xml o/x.ps1 --script o/x.ps1",
      "patch a.xml o/x.ps1 --script o/../o2/x.ps1",
      "patch --in-place --backup a.xml --script a.xml.bak",
    ])
  func scriptInPlaceOfResult(_ line: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    let run = try Program.shell(
      "mkdir o; ln -s o o2; \"$ldapfix\" \(line)", in: scratch.folder)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("would overwrite a result"))
    #expect(scratch.names == ["a.xml", "o", "o2"])
    #expect(try scratch.bytes("a.xml") == Samples.bytes("entra-connect"))
  }

  @Test("where a stream fails, an old script stays and no new one comes")
  func scriptOfStream() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("entra-connect"), to: "a.xml")
    let run = try Program.shell(
      """
      echo old >s.ps1; "$ldapfix" patch a.xml /dev/full --script s.ps1 2>/dev/null; echo $?
      "$ldapfix" patch a.xml /dev/full --script t.ps1 2>/dev/null; echo $? $(cat s.ps1)
      """, in: scratch.folder)
    #expect(run.text == "74\n74 old\n")
    #expect(scratch.names == ["a.xml", "s.ps1"])
  }
}
