import Foundation
import TestSupport
import Testing

@Suite("ldapfix verify")
struct VerifyTests {
  /// Samples of which something is left for a person.
  private static let insecure: Set<String> = ["ad-lds", "low-security"]

  @Test("a sample and its correction: 0, unless a person is needed", arguments: Samples.names)
  func samples(_ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes(name), to: "a.xml")
    try scratch.write(Samples.correctedBytes(name), to: "b.xml")
    let run = try Program.run(["verify", "--bytes", "a.xml", "b.xml"], in: scratch.folder)
    let isSecure = !Self.insecure.contains(name)
    #expect(run.exitCode == (isSecure ? 0 : 1))
    #expect(run.output.isEmpty == isSecure)
    #expect(
      run.errors == "a.xml, b.xml: the same but for connection options, byte for byte; b.xml is "
        + (isSecure ? "secure\n" : "not secure\n"))
  }

  @Test("what is insecure is listed as check lists it")
  func findings() throws {
    let path = Samples.url("mim").path
    let run = try Program.run(["verify", "-q", path, path])
    #expect(run.exitCode == 1)
    #expect(run.errors.isEmpty)
    #expect(run.text == (try Program.run(["check", "-q", path])).text)
    #expect(run.text.contains("[sign-and-seal-off]"))
  }

  @Test("other content is shown with its place in both files, and without values")
  func otherContent() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.correctedBytes("mim"), as: UTF8.self)
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let changed = text.replacing("DC=lab,DC=fabrikam,DC=com</name>", with: "DC=lap</name>")
    #expect(changed != text)
    try scratch.write(Array(changed.utf8), to: "b.xml")
    let run = try Program.run(["verify", "a.xml", "b.xml"], in: scratch.folder)
    #expect(run.exitCode == 1)
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 2)
    for (line, file) in zip(lines, ["a.xml", "b.xml"]) {
      let place = "^\(file):[0-9]+:[0-9]+: other content: text in "
      #expect(line.range(of: place, options: .regularExpression) != nil)
      #expect(line.hasSuffix("/ma-data/ma-partition-data/partition[2]/name"))
      #expect(!line.contains("DC="))
    }
    #expect(run.errors.contains("b.xml is secure"))
  }

  @Test(
    "what another tool has rewritten is the same content, in other bytes",
    arguments: [
      "entra-connect", "mim", "secure", "awkward-values", "utf-16le-bom", "windows-1252",
    ],
    [
      "xmllint", "xmllint --encode UTF-16", "xmllint --c14n", "xmlstarlet ed -P -d /nothing",
      "python3 rewrite.py",
    ])
  func rewritten(_ sample: String, _ tool: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes(sample), to: "a.xml")
    try scratch.write(Samples.correctedBytes(sample), to: "c.xml")
    try scratch.write(Array(Self.elementTree.utf8), to: "rewrite.py")
    let program = tool.prefix { $0 != " " }
    guard try Program.shell("command -v \(program)").exitCode == 0 else { return }
    let rewriting = try Program.shell("\(tool) c.xml >b.xml", in: scratch.folder)
    #expect(rewriting.exitCode == 0)
    let run = try Program.run(["verify", "a.xml", "b.xml"], in: scratch.folder)
    #expect(run.exitCode == 0)
    let lines = run.text.split(separator: "\n")
    if !lines.isEmpty {
      #expect(lines.count == 2)
      #expect(lines.allSatisfy { $0.hasSuffix(": same content, other bytes") })
    }
    let strict = try Program.run(["verify", "--bytes", "a.xml", "b.xml"], in: scratch.folder)
    #expect(strict.exitCode == (lines.isEmpty ? 0 : 1))
    #expect(strict.output == run.output)
  }

  /// ElementTree drops comments outside the root element; the samples here have none.
  private static let elementTree = """
    import sys, xml.etree.ElementTree as E
    builder = E.TreeBuilder(insert_comments=True, insert_pis=True)
    E.parse(sys.argv[1], E.XMLParser(target=builder)).write(sys.stdout.buffer, "utf-8")
    """

  @Test("indentation that a tool puts in is other content")
  func formatted() throws {
    let scratch = try Scratch()
    let source = Samples.url("entra-connect.corrected").path
    let rewriting = try Program.shell("xmllint --format '\(source)' >b.xml", in: scratch.folder)
    guard rewriting.exitCode == 0 else { return }
    let run = try Program.run(["verify", source, "b.xml"], in: scratch.folder)
    #expect(run.exitCode == 1)
    #expect(run.text.contains("other content: "))
  }

  @Test(
    "a real export, rewritten by xmlstarlet, is the same content",
    .enabled(if: RealExports.arePresent, "\(RealExports.absence)"))
  func real() throws {
    let scratch = try Scratch()
    try scratch.write(RealExports.insecureEntraConnect(), to: "a.xml")
    try scratch.write(RealExports.entraConnect(), to: "b.xml")
    let run = try Program.run(["verify", "--bytes", "a.xml", "b.xml"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(run.output.isEmpty)
    #expect(try Program.run(["verify", "b.xml", "a.xml"], in: scratch.folder).exitCode == 1)
    let edit =
      "xmlstarlet ed -P -u '//sign-and-seal' -v 1 -u '//parameter[@name=\"sign-and-seal\"]' -v 1"
    guard try Program.shell(edit + " a.xml >c.xml", in: scratch.folder).exitCode == 0 else {
      return
    }
    let other = try Program.run(["verify", "a.xml", "c.xml"], in: scratch.folder)
    #expect(other.exitCode == 0)
    #expect(other.text.contains("c.xml:1:2: same content, other bytes\n"))
  }

  @Test("one of the two may be standard input")
  func standardInput() throws {
    let bytes = try Samples.bytes("mim")
    let corrected = Samples.url("mim.corrected").path
    #expect(try Program.run(["verify", "-", corrected], input: Data(bytes)).exitCode == 0)
    let run = try Program.run(
      ["verify", corrected, "-", "--stdin-filename", "x.xml"], input: Data(bytes))
    #expect(run.exitCode == 1)
    #expect(run.text.hasPrefix("x.xml:"))
    #expect(run.errors.hasSuffix("; x.xml is not secure\n"))
  }

  @Test("names from files reach a terminal escaped")
  func escapes() throws {
    let scratch = try Scratch()
    let text = String(decoding: try Samples.bytes("secure"), as: UTF8.self)
    try scratch.write(Array(text.utf8), to: "a.xml")
    let name = "<x\u{200D}\(String(repeating: "y", count: 500))/><name>"
    try scratch.write(Array(text.replacing("<name>", with: name).utf8), to: "b\u{1B}.xml")
    let run = try Program.run(["verify", "a.xml", "b\u{1B}.xml"], in: scratch.folder)
    #expect(run.exitCode == 1)
    #expect(run.text.contains("b\\u{1B}.xml:"))
    #expect(run.text.contains("/x\\u{200D}yyy") && run.text.contains("yyy…\n"))
  }

  @Test("inputs that are no exports have their codes, and both are named")
  func refusals() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    try scratch.write(Array("<a>".utf8), to: "b.xml")
    try scratch.write(Array("<a/>".utf8), to: "c.xml")
    let cases: [([String], Int32, Int)] = [
      (["a.xml", "b.xml"], 65, 1), (["c.xml", "a.xml"], 65, 1), (["c.xml", "b.xml"], 65, 2),
      (["a.xml", "missing.xml"], 66, 1), (["missing.xml", "b.xml"], 66, 2),
    ]
    for (arguments, code, errors) in cases {
      let run = try Program.run(["verify"] + arguments, in: scratch.folder)
      #expect(run.exitCode == code, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.errorLines.count == errors)
    }
  }

  @Test(
    "what contradicts itself or would do nothing is a usage error",
    arguments: [
      [], ["a.xml"], ["a", "b", "c"], ["-", "-"], ["-q", "-v", "a", "b"],
      ["--stdin-filename", "x", "a", "b"], ["--no-such-option", "a", "b"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(["verify"] + arguments)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errorLines.count == 1)
  }
}
