import Foundation
import TestSupport
import Testing

@Suite("Refusals")
struct RefusalTests {
  @Test(
    "what contradicts itself or would do nothing is a usage error",
    arguments: [
      ["patch"], ["patch", "a.xml"], ["patch", "a", "b", "c"], ["patch", "--in-place"],
      ["patch", "--in-place", "-"], ["patch", "--backup", "a", "b"],
      ["patch", "-q", "-v", "a", "b"],
      ["patch", "--dry-run", "--in-place", "--backup", "a"], ["patch", "--dry-run", "a", "b", "c"],
      ["patch", "--dry-run", "--cut-hard-links", "a"],
      ["patch", "--stdin-filename", "x", "a", "b"],
      ["patch", "--ssl-bind", "maybe", "a", "b"], ["patch", "--color", "sometimes", "a", "b"],
      ["patch", "--no-such-option", "a", "b"], ["no-such-command"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("ldapfix: "))
    #expect(run.errorLines.count == 1)
  }

  @Test(
    "each broken input gets 65, one line with place and remedy, and no output",
    arguments: Samples.refusedNames)
  func refused(_ name: String) throws {
    let scratch = try Scratch()
    let bytes = try Samples.bytes("refused/" + name)
    try scratch.write(bytes, to: "in.xml")
    let run = try Program.run(["patch", "in.xml", "out.xml"], in: scratch.folder)
    #expect(run.exitCode == 65)
    #expect(run.output.isEmpty)
    #expect(run.errorLines.count == 1)
    let place = name == "empty" ? "ldapfix: in.xml: " : "ldapfix: in.xml:[0-9]+:[0-9]+: "
    #expect(
      run.errors.range(of: "^" + place + ".+; .+\n$", options: .regularExpression) != nil,
      "\(run.errors)")
    #expect(scratch.names == ["in.xml"])
    #expect(try scratch.bytes("in.xml") == bytes)
  }

  @Test(
    "a list, a baseline or a report that is too large is named, and no option is proposed for it",
    arguments: [
      ["check", "--files-from", "large"], ["check", "--baseline", "large", "a.xml"],
      ["check", "--write-baseline", "large", "a.xml"],
      ["batch", "--dry-run", "--files-from", "large"],
      ["report", "large", "--report", "all.json"],
    ])
  func largeData(_ arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let file = try FileHandle(forWritingTo: scratch.write([], to: "large"))
    // A hole, which takes no room.
    try file.truncate(atOffset: 1_073_741_825)
    let run = try Program.run(arguments, in: scratch.folder)
    #expect(run.exitCode == 65)
    #expect(
      run.errors == "ldapfix: large: the file is larger than the limit of 1073741824 bytes; "
        + "check that it is the file you mean\n")
  }

  @Test("a list that comes through standard input is called that")
  func listFromStandardInput() throws {
    for arguments in [["check"], ["batch", "--dry-run"]] {
      let run = try Program.run(arguments + ["--files-from", "-"], input: Data("a\0b".utf8))
      #expect(run.exitCode == 65)
      #expect(run.errors.hasPrefix("ldapfix: <stdin>: is no list of paths"))
    }
  }

  @Test("a file that is not there, a folder, and a place that is not there have their codes")
  func files() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    try FileManager.default.createDirectory(
      at: scratch.url("folder"), withIntermediateDirectories: true)
    let cases: [(arguments: [String], code: Int32, words: String)] = [
      (["missing.xml", "out.xml"], 66, "ldapfix: missing.xml: cannot be read: no such file"),
      (["folder", "out.xml"], 66, "ldapfix: folder: is a folder"),
      (["a.xml", "folder"], 73, "ldapfix: folder: is a folder"),
      (
        ["a.xml", "nowhere/out.xml"], 73,
        "ldapfix: nowhere/out.xml: cannot be created: no such file"
      ),
      (["a.xml", "/dev/full"], 74, "ldapfix: /dev/full: cannot be written: no space left"),
      (["a.xml", "a.xml"], 64, "ldapfix: IN and OUT are the same file"),
    ]
    for (arguments, code, words) in cases {
      let run = try Program.run(["patch"] + arguments, in: scratch.folder)
      #expect(run.exitCode == code, "\(arguments)")
      #expect(run.errors.hasPrefix(words), "\(run.errors)")
    }
    #expect(scratch.names == ["a.xml", "folder"])
    #expect(try scratch.bytes("a.xml") == Samples.bytes("mim"))
  }

  @Test(
    "where IN and OUT are one file, the remedy names it",
    arguments: [
      ("- a.xml <a.xml", "a.xml"), ("a.xml - >>a.xml", "a.xml"),
      ("/dev/stdin a.xml <a.xml", "a.xml"),
      ("- - <a.xml >>a.xml", "FILE"),
    ])
  func oneFile(_ arguments: String, _ name: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.shell("\"$ldapfix\" patch \(arguments)", in: scratch.folder)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("use: ldapfix patch --in-place \(name); see"), "\(run.errors)")
    #expect(try scratch.bytes("a.xml") == Samples.bytes("mim"))
  }

  @Test(
    "a full disk is 74 for standard output too, which the error names",
    arguments: ["patch 'mim.xml' -", "verify mim.xml mim.xml", "script mim.xml", "diff mim.xml"])
  func fullOutput(_ arguments: String) throws {
    let run = try Program.shell("\"$ldapfix\" \(arguments) >/dev/full", in: Samples.folder)
    #expect(run.exitCode == 74)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix("ldapfix: <stdout>: cannot be written: no space left"))
  }

  @Test("names of connectors and files reach a terminal escaped")
  func escapes() throws {
    let scratch = try Scratch()
    let name = "a\u{1B}[31m\u{202E}.xml"
    let export = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "Fabrikam staff", with: "evil\u{202E}&#xA;line")
    try scratch.write(Array(export.utf8), to: name)
    let run = try Program.run(["patch", name, "-"], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("evil\\u{202E}\\nline, forest"))
    #expect(run.errors.contains("a\\u{1B}[31m\\u{202E}.xml: 3 values"))
    #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\u{202E}"))
  }

  @Test("two million nested elements are refused at once")
  func nested() throws {
    let scratch = try Scratch()
    let depth = 2_000_000
    try scratch.write(Array(String(repeating: "<a>", count: depth).utf8), to: "a.xml")
    let run = try Program.run(["patch", "a.xml", "out.xml"], in: scratch.folder)
    #expect(run.exitCode == 65)
    #expect(run.errors.contains("nested more than 256 deep"))
    #expect(scratch.names == ["a.xml"])
  }

  @Test("help and version go to standard output")
  func help() throws {
    for arguments in [["--help"], ["patch", "--help"], ["help", "patch"]] {
      let run = try Program.run(arguments)
      #expect(run.exitCode == 0)
      #expect(run.text.contains("USAGE: ldapfix"))
      #expect(run.errors.isEmpty)
    }
    #expect(
      try Program.run(["--version"]).text.range(
        of: #"^\d+\.\d+\.\d+\n$"#, options: .regularExpression) != nil)
    #expect(try Program.run(["patch", "--version"]).exitCode == 0)
  }
}
