import Foundation
import TestSupport
import Testing

@Suite("ldapfix diff")
struct DiffTests {
  @Test("the preview names place, dialog and position, and marks what changes")
  func preview() throws {
    let run = try Program.run(["diff", "Samples/mim.xml"], in: Samples.root)
    #expect(run.exitCode == 1)
    let first = run.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(10)
    #expect(
      Array(first) == [
        "Fabrikam staff › forest", "Connect to Active Directory Forest › Options",
        "  Samples/mim.xml:24:19", "      <forest-login-domain>‹…›</forest-login-domain>",
        "      <forest-login-user>‹…›</forest-login-user>",
        "    - <sign-and-seal>0</sign-and-seal>", "    + <sign-and-seal>1</sign-and-seal>",
        "                     ^", "      <default-ssl-strength>0</default-ssl-strength>",
        "      <ssl-bind>0</ssl-bind>",
      ])
    #expect(run.errors == "1 connector, 3 places, 3 values would change\n")
  }

  @Test("no line of a preview is longer than 120 columns in a pipe", arguments: Samples.names)
  func width(_ name: String) throws {
    let run = try Program.run(["diff", Samples.url(name).path])
    for line in run.text.split(separator: "\n") where !line.hasPrefix("  /") {
      #expect(line.count <= 120, "\(line)")
    }
  }

  @Test("several files go on past a bad one; the sum stands at the end")
  func several() throws {
    let run = try Program.run(
      ["diff", "Samples/mim.xml", "Samples/refused/empty.xml", "Samples/entra-connect.xml"],
      in: Samples.root)
    #expect(run.exitCode == 65)
    #expect(run.errorLines.last == "2 connectors, 6 places, 9 values would change")
    #expect(run.errorLines.count { $0.hasPrefix("ldapfix: ") } == 1)
  }

  @Test("nothing to change is 0; what only a person can change is 1, and said")
  func nothing() throws {
    let secure = try Program.run(["diff", Samples.url("secure").path])
    #expect(secure.exitCode == 0 && secure.output.isEmpty)
    #expect(secure.errors.hasSuffix("nothing would change, it is secure\n"))
    let person = try Program.run(["diff", Samples.url("ad-lds.corrected").path])
    #expect(person.exitCode == 1 && person.output.isEmpty)
    #expect(person.errors.contains("left for a person"))
  }

  @Test("a unified diff of several files applies, forwards and back")
  func unified() throws {
    let scratch = try Scratch()
    let names = ["mim", "utf-8-bom", "mixed-line-ends", "iso-8859-1", "entra-connect", "missing"]
    for name in names { try scratch.write(Samples.bytes(name), to: name + ".xml") }
    let files = names.map { $0 + ".xml" }
    let run = try Program.run(["diff", "--format", "unified"] + files, in: scratch.folder)
    #expect(run.exitCode == 1)
    try scratch.write(Array(run.output), to: "all.diff")
    for (tool, isCorrected) in [
      ("git apply all.diff", true), ("git apply -R all.diff", false),
      ("patch --binary -s -p1 <all.diff", true), ("patch --binary -s -R -p1 <all.diff", false),
    ] {
      let applied = try Program.shell(tool, in: scratch.folder)
      #expect(applied.exitCode == 0, "\(tool): \(applied.errors)")
      for name in names {
        let expected = isCorrected ? try Samples.correctedBytes(name) : try Samples.bytes(name)
        #expect(try scratch.bytes(name + ".xml") == expected, "\(tool): \(name)")
      }
    }
  }

  @Test("a unified diff of a UTF-16 file says that it is for reading")
  func unifiedUTF16() throws {
    let run = try Program.run(["diff", "--format", "unified", Samples.url("utf-16le-bom").path])
    #expect(run.errors.contains("is for reading"))
    #expect(run.text.contains("+      <sign-and-seal>1</sign-and-seal>"))
  }

  @Test("--list prints names, with NUL on demand")
  func list() throws {
    let files = ["Samples/mim.xml", "Samples/secure.xml", "Samples/tls.xml"]
    let run = try Program.run(["diff", "--list"] + files, in: Samples.root)
    #expect(run.text == "Samples/mim.xml\nSamples/tls.xml\n")
    let nul = try Program.run(["diff", "--list", "-0"] + files, in: Samples.root)
    #expect(nul.text == "Samples/mim.xml\0Samples/tls.xml\0")
  }

  @Test("colour is on demand, and marks the changed characters")
  func colour() throws {
    let run = try Program.run(["diff", "--color", "always", Samples.url("mim").path])
    #expect(run.text.contains("\u{1B}[1;7;32m1\u{1B}[0m"))
    #expect(!run.text.contains("^"))
    let environment = try Program.run(
      ["diff", Samples.url("mim").path], environment: ["NO_COLOR": "1", "TERM": "xterm"])
    #expect(!environment.text.contains("\u{1B}"))
  }

  @Test("Markdown has a table and a folded diff; hostile names cannot leave their code spans")
  func markdown() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "Fabrikam staff", with: "a|b `c` &lt;img src=x&gt; @everyone ```")
    try scratch.write(Array(text.utf8), to: "a.xml")
    let run = try Program.run(["diff", "--format", "markdown", "a.xml"], in: scratch.folder)
    #expect(run.exitCode == 1)
    #expect(run.text.contains("| ```` a\\|b `c` <img src=x> @everyone ``` ```` | `forest` |"))
    #expect(run.text.contains("\n````diff\n") && run.text.contains("\n````\n\n</details>"))
    #expect(run.text.hasSuffix("1 connector, 3 places, 3 values would change.\n"))
  }

  @Test(
    "what contradicts itself is a usage error",
    arguments: [
      ["diff"], ["diff", "-0", "a"], ["diff", "--list", "--format", "json", "a"],
      ["diff", "--stdin-filename", "x", "a"], ["diff", "--format", "html", "a"],
    ])
  func usage(_ arguments: [String]) throws {
    #expect(try Program.run(arguments).exitCode == 64)
  }
}
