import Foundation
import TestSupport
import Testing

@Suite("ldapfix patch")
struct PatchTests {
  @Test("IN OUT writes the corrected export and says per place what it did")
  func inOut() throws {
    let scratch = try Scratch()
    let run = try Program.run(["patch", Samples.url("mim").path, scratch.url("out.xml").path])
    #expect(run.exitCode == 0)
    #expect(run.output.isEmpty)
    #expect(try scratch.bytes("out.xml") == Samples.correctedBytes("mim"))
    #expect(
      run.errorLines == [
        "Fabrikam staff, forest: sign-and-seal 0 → 1",
        "Fabrikam staff, partition DC=fabrikam,DC=com: sign-and-seal 0 → 1",
        "Fabrikam staff, partition DC=lab,DC=fabrikam,DC=com: sign-and-seal 0 → 1",
        "\(Samples.url("mim").path): 3 values corrected, every other byte as it was",
      ])
    #expect(scratch.names == ["out.xml"])
  }

  @Test("an element and its parameter stand on one line")
  func twins() throws {
    let run = try Program.run(["patch", Samples.url("entra-connect").path, "-"])
    #expect(run.exitCode == 0)
    #expect(Array(run.output) == (try Samples.correctedBytes("entra-connect")))
    #expect(
      run.errorLines.first?.hasSuffix(", forest: sign-and-seal 0 → 1, and its parameter") == true)
  }

  @Test(
    "a real export comes back as it was",
    .enabled(if: RealExports.arePresent, "\(RealExports.absence)"))
  func real() throws {
    let scratch = try Scratch()
    try scratch.write(RealExports.insecureEntraConnect(), to: "in.xml")
    let run = try Program.run(["patch", "in.xml", "out.xml"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(try scratch.bytes("out.xml") == RealExports.entraConnect())
    #expect(
      run.errorLines.prefix(2) == [
        "contoso.com, forest: sign-and-seal 0 → 1, and its parameter",
        "contoso.com, partition DC=contoso,DC=com: sign-and-seal 0 → 1, and its parameter",
      ])
  }

  @Test("standard input and output take part")
  func streams() throws {
    let run = try Program.run(["patch", "-", "-"], input: Data(Samples.bytes("utf-16le-bom")))
    #expect(run.exitCode == 0)
    #expect(Array(run.output) == (try Samples.correctedBytes("utf-16le-bom")))
    let named = try Program.run(
      ["patch", "-", "-", "--stdin-filename", "server 1/a.xml"], input: Data("<a>".utf8))
    #expect(named.exitCode == 65)
    #expect(named.errors.hasPrefix("ldapfix: server 1/a.xml:1:"))
    #expect(named.output.isEmpty)
  }

  @Test("--in-place corrects several files and goes on past a bad one")
  func inPlace() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    try scratch.write(Array("<a>".utf8), to: "b.xml")
    try scratch.write(Samples.bytes("tls"), to: "c.xml")
    let run = try Program.run(
      ["patch", "--in-place", "a.xml", "b.xml", "missing.xml", "c.xml"], in: scratch.folder)
    #expect(run.exitCode == 66)
    #expect(run.errorLines.contains { $0.hasPrefix("ldapfix: b.xml:1:4: not well-formed XML") })
    #expect(run.errorLines.contains { $0.hasPrefix("ldapfix: missing.xml: cannot be read") })
    #expect(try scratch.bytes("a.xml") == Samples.correctedBytes("mim"))
    #expect(try scratch.bytes("b.xml") == Array("<a>".utf8))
    #expect(try scratch.bytes("c.xml") == Samples.correctedBytes("tls"))
    #expect(scratch.names == ["a.xml", "b.xml", "c.xml"])
  }

  @Test("--backup keeps the original, and never overwrites one")
  func backup() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.run(["patch", "--in-place", "--backup", "a.xml"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(try scratch.bytes("a.xml.bak") == Samples.bytes("mim"))
    try scratch.write(Samples.bytes("tls"), to: "a.xml")
    let again = try Program.run(["patch", "--in-place", "--backup", "a.xml"], in: scratch.folder)
    #expect(again.exitCode == 73)
    #expect(again.errors.contains("a.xml.bak: exists already"))
    #expect(try scratch.bytes("a.xml.bak") == Samples.bytes("mim"))
    #expect(try scratch.bytes("a.xml") == Samples.bytes("tls"))
    #expect(scratch.names == ["a.xml", "a.xml.bak"])
  }

  @Test("a secure export is left alone in place, its time of change too, and copied to OUT")
  func secure() throws {
    let scratch = try Scratch()
    let url = try scratch.write(Samples.bytes("secure"), to: "a.xml")
    let old = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: url.path)
    let run = try Program.run(["patch", "--in-place", "a.xml"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(run.errors == "a.xml: secure already, nothing to correct\n")
    let date =
      try FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
    #expect(date == old)
    #expect(try Program.run(["patch", "a.xml", "b.xml"], in: scratch.folder).exitCode == 0)
    #expect(try scratch.bytes("b.xml") == Samples.bytes("secure"))
  }

  @Test("--dry-run prints the diff, writes nothing, and exits 1 for what would change or is left")
  func dryRun() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.run(["patch", "--dry-run", "a.xml", "out.xml"], in: scratch.folder)
    #expect(run.exitCode == 1)
    #expect(run.text.hasPrefix("Fabrikam staff › forest\n"))
    #expect(run.text.contains("- <sign-and-seal>0</sign-and-seal>\n"))
    #expect(run.errors == "1 connector, 3 places, 3 values would change\n")
    #expect(scratch.names == ["a.xml"])
    let left = try Program.run(["patch", "--dry-run", Samples.url("ad-lds.corrected").path])
    #expect(left.exitCode == 1 && left.errors.contains("left for a person"))
    let secure = try Program.run(["patch", "--dry-run", Samples.url("secure").path])
    #expect(secure.exitCode == 0 && secure.output.isEmpty)
  }

  @Test("--verbose names what is skipped, with --dry-run too", arguments: [[], ["--dry-run"]])
  func skipped(_ options: [String]) throws {
    let other = Samples.url("refused/mv").path
    let arguments = ["patch", "--in-place", "--skip-others"] + options + [other]
    #expect(try Program.run(arguments).errors.isEmpty)
    let verbose = try Program.run(arguments + ["-v"])
    #expect(verbose.exitCode == 0)
    #expect(verbose.errorLines.count == 1)
    #expect(verbose.errors.hasPrefix("\(other): skipped: no connector export"))
  }

  @Test("what is left for a person is a warning, whatever the exit code")
  func warnings() throws {
    let run = try Program.run(["patch", "-q", Samples.url("ad-lds").path, "/dev/null"])
    #expect(run.exitCode == 0)
    #expect(run.errorLines.count == 2)
    #expect(
      run.errorLines.allSatisfy { $0.contains(" warning: ") && $0.hasSuffix("[simple-bind]") })
    let quiet = try Program.run(["patch", "-q", Samples.url("mim").path, "/dev/null"])
    #expect(quiet.errors.isEmpty)
  }

  @Test("colour is for terminals, and for --color always")
  func colour() throws {
    let plain = try Program.run(["patch", Samples.url("ad-lds").path, "/dev/null"])
    #expect(!plain.errors.contains("\u{1B}"))
    let coloured = try Program.run(
      ["patch", "--color", "always", Samples.url("ad-lds").path, "/dev/null"])
    #expect(coloured.errors.contains("\u{1B}["))
  }

  @Test("--ssl-bind replace and --harden do what they say")
  func policies() throws {
    let tls = try Program.run(["patch", "--ssl-bind", "replace", Samples.url("tls").path, "-"])
    #expect(tls.text.contains(">0</ssl-bind>") && !tls.text.contains(">1</ssl-bind>"))
    #expect(!tls.text.contains("<sign-and-seal>0"))
    let harden = try Program.run(["patch", "--harden", Samples.url("low-security").path, "-"])
    #expect(harden.text.contains("<allow-low-security>0</allow-low-security>"))
    let soft = try Program.run(["patch", Samples.url("low-security").path, "-"])
    #expect(soft.text.contains("<allow-low-security>1</allow-low-security>"))
    #expect(soft.errors.contains("[low-security-allowed]"))
  }
}
