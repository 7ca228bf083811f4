import Foundation
import TestSupport
import Testing

/// Names that got past an escape because Swift compares characters and other programs bytes, and outputs
/// that failed in the wrong way.
@Suite("Regressions: names and outputs")
struct EscapeTests {
  @Test("a quote with an accent ended the quotes of the suggested command")
  func shellQuotes() throws {
    let scratch = try Scratch()
    let name = "x'\u{301};touch pwned;'\u{301}y.xml"
    try scratch.write(Samples.bytes("mim"), to: name)
    let check = try Program.run(["check", "."], in: scratch.folder)
    let command = try #require(check.errorLines.last).dropFirst("to correct: ldapfix".count)
    #expect(try Program.shell("\"$ldapfix\"\(command)", in: scratch.folder).exitCode == 0)
    #expect(scratch.names == [name])
    #expect(try scratch.bytes(name) == Samples.correctedBytes("mim"))
  }

  private func named(_ name: String, in scratch: Scratch) throws {
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "Fabrikam staff", with: name)
    try scratch.write(Array(text.utf8), to: "a.xml")
  }

  @Test(
    "a command of a CI system hid behind a character that joins it",
    arguments: [
      "\u{D4E}##vso[task.setvariable variable=x]y", "##VSO[task.x]", "\u{D4E}##[error]x",
    ])
  func commands(_ name: String) throws {
    let scratch = try Scratch()
    try named(name, in: scratch)
    for arguments in [["check", "a.xml"], ["diff", "a.xml"], ["patch", "a.xml", "b.xml"]] {
      let run = try Program.run(arguments, in: scratch.folder)
      let text = (run.text + run.errors).lowercased().unicodeScalars.map(String.init).joined()
      #expect(Array(text.utf8).firstRange(of: Array("##vso[".utf8)) == nil)
      #expect(Array(text.utf8).firstRange(of: Array("##[".utf8)) == nil)
    }
  }

  @Test(
    "a command of a CI system stood as it is in the command that check proposes",
    arguments: ["##vso[task.setvariable variable=x]y.xml", "##[error]x.xml"])
  func proposedCommands(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: name)
    let check = try Program.run(["check", "--exclude", "##[x", "."], in: scratch.folder)
    let run = try Program.run(["check", name], in: scratch.folder)
    #expect(!(check.errors + run.errors).contains("##"))
    let command = try #require(run.errorLines.last).dropFirst("to correct: ldapfix".count)
    #expect(try Program.shell("\"$ldapfix\"\(command)", in: scratch.folder).exitCode == 0)
    #expect(try scratch.bytes(name) == Samples.correctedBytes("mim"))
  }

  @Test("a file called ':' began a command of a CI system together with the colon behind its name")
  func colon() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: ":")
    try scratch.write(Samples.bytes("tls"), to: "x.xml")
    for arguments in [["check", ":"], ["verify", ":", "x.xml"]] {
      let run = try Program.run(arguments, in: scratch.folder)
      #expect(run.exitCode == 1)
      #expect(run.text.hasPrefix("\\u{3A}:"))
    }
  }

  @Test("a backtick with an accent ended a code span")
  func markdown() throws {
    let scratch = try Scratch()
    try named("a`\u{301}b|\u{301}c", in: scratch)
    let run = try Program.run(["check", "--format", "markdown", "a.xml"], in: scratch.folder)
    #expect(
      Array(run.text.utf8).firstRange(of: Array("`` a`\u{301}b\\|\u{301}c, forest ``".utf8)) != nil)
  }

  @Test("a name that zsh would take for a program stood without quotes in a command")
  func equalsSign() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "=a.xml")
    let run = try Program.run(["check", "=a.xml"], in: scratch.folder)
    #expect(run.errorLines.last == "to correct: ldapfix patch --in-place '=a.xml'")
  }

  private static let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  @Test(
    "a list of names steered the terminal that it was written to",
    .enabled(if: hasScript, "there is no script(1), which has a terminal"),
    arguments: ["check --list .", "diff --list ./*"])
  func listedNames(_ command: String) throws {
    let scratch = try Scratch()
    let name = "a\u{1B}[31m\nb\r.xml"
    try scratch.write(Samples.bytes("mim"), to: name)
    let shown = try Program.shell(
      "/usr/bin/script -qec \"'$ldapfix' \(command)\" /dev/null", in: scratch.folder)
    #expect(!shown.text.contains("\u{1B}"))
    #expect(shown.text.hasPrefix("./a\\u{1B}[31m\\nb\\r.xml\r\n"), "\(shown.text)")
    let piped = try Program.shell("\"$ldapfix\" \(command)", in: scratch.folder)
    #expect(piped.text.unicodeScalars.elementsEqual("./\(name)\n".unicodeScalars))
  }

  @Test("a bar in a name had a backslash before it also where there is no table")
  func bars() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("ad-lds"), to: "a|b.xml")
    let diff = try Program.run(["diff", "--format", "markdown", "a|b.xml"], in: scratch.folder)
    #expect(diff.text.contains("**`a|b.xml`**\n"))
    let batch = try Program.run(
      ["batch", "--dry-run", "--report", "r.md", "a|b.xml"], in: scratch.folder)
    #expect(batch.exitCode == 1)
    let report = String(decoding: try scratch.bytes("r.md"), as: UTF8.self)
    #expect(report.contains("\n| `a\\|b.xml` |") && report.contains("\n## `a|b.xml`\n"))
  }

  @Test(
    "an output that is full ended with 1, as if something were insecure",
    arguments: [
      ["explain"], ["check", "Samples/mim.xml"], ["diff", "Samples/mim.xml"],
      ["diff", "--format", "json", "Samples/mim.xml"],
      ["diff", "--format", "unified", "Samples/mim.xml"],
      ["check", "--format", "sarif", "Samples"], ["script", "Samples/mim.xml"],
      ["verify", "Samples/mim.xml", "Samples/tls.xml"], ["patch", "Samples/mim.xml", "-"],
    ])
  func fullOutput(_ arguments: [String]) throws {
    let words = arguments.map { "'\($0)'" }.joined(separator: " ")
    let run = try Program.shell("\"$ldapfix\" \(words) >/dev/full", in: Samples.root)
    #expect(run.exitCode == 74)
    #expect(run.errors.contains("no space left on device"))
    #expect(!run.errors.contains("FileError("))
  }

  @Test(
    "JSON and SARIF are UTF-8 whatever a file or a connector is called",
    arguments: ["json", "sarif"])
  func json(_ format: String) throws {
    let scratch = try Scratch()
    try named("a\u{10FFE9}b", in: scratch)
    _ = try Program.shell("cp a.xml $'b\\xe9.xml'", in: scratch.folder)
    let run = try Program.run(["check", "--format", format, "."], in: scratch.folder)
    #expect(String(validating: run.output, as: UTF8.self) != nil)
    _ = try JSONSerialization.jsonObject(with: run.output)
    let list = try Program.run(["check", "--list", "-0", "."], in: scratch.folder)
    #expect(Array(list.output) == Array("./a.xml\0./b".utf8) + [0xE9] + Array(".xml\0".utf8))
  }

  @Test("what could be a password in an option's value was shown")
  func optionValues() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("entra-connect"), as: UTF8.self)
      .replacingOccurrences(of: "<sign-and-seal>0<", with: "<sign-and-seal>Passw0rd-of-svc!<")
      .replacingOccurrences(
        of: #"use="connectivity" dataType="String">0<"#,
        with: #"use="connectivity" dataType="String">Passw0rd-of-svc!<"#)
    try scratch.write(Array(text.utf8), to: "a.xml")
    for arguments in [
      ["diff"], ["check"], ["check", "--format", "json"], ["script"], ["script", "--audit"],
      ["patch", "--dry-run"], ["diff", "--format", "markdown"],
    ] {
      let run = try Program.run(arguments + ["a.xml"], in: scratch.folder)
      #expect(!(run.text + run.errors).contains("Passw0rd"), "\(arguments)")
    }
  }

  @Test("a refused patch left its script behind")
  func refusedPatch() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.run(
      ["patch", "--script", "s.ps1", "a.xml", "./a.xml"], in: scratch.folder)
    #expect(run.exitCode == 64)
    #expect(scratch.names == ["a.xml"])
  }

  @Test("notes alone made an error annotation")
  func annotations() throws {
    let scratch = try Scratch()
    for index in 0..<12 { try scratch.write(Samples.correctedBytes("tls"), to: "\(index).xml") }
    let run = try Program.run(["check", "--format", "github", "."], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(run.text.split(separator: "\n").allSatisfy { $0.hasPrefix("::notice ") })
  }

  @Test("a signal that the process is deaf to stopped the write")
  func ignoredSignal() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.shell(
      """
      trap '' HUP
      for i in 1 2 3 4 5 6 7 8 9 10; do
        cp a.xml b.xml; "$ldapfix" patch -q --in-place b.xml & pid=$!
        for j in 1 2 3 4 5 6 7 8 9 10 11 12; do kill -HUP $pid 2>/dev/null; sleep 0.003; done
        wait $pid || exit 1
      done
      """, in: scratch.folder)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
  }

  @Test("verify let a node that was put in carry more than its value")
  func hiddenPayload() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("missing"), to: "a.xml")
    let good = String(decoding: try Samples.correctedBytes("missing"), as: UTF8.self)
    for bad in ["<sign-and-seal x='y'>1<", "<sign-and-seal><!-- payload -->1<"] {
      try scratch.write(
        Array(good.replacingOccurrences(of: "<sign-and-seal>1<", with: bad).utf8), to: "b.xml")
      let run = try Program.run(["verify", "a.xml", "b.xml"], in: scratch.folder)
      #expect(run.exitCode == 1, "\(bad)")
    }
  }
}
