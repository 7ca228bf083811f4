import Foundation
import TestSupport
import Testing

@Suite("ldapfix check")
struct CheckTests {
  /// A folder with insecure, secure, foreign and hidden files.
  private func estate() throws -> Scratch {
    let scratch = try Scratch()
    for folder in ["a", "b", "b/deep"] {
      try FileManager.default.createDirectory(
        at: scratch.url(folder), withIntermediateDirectories: true)
    }
    try scratch.write(Samples.bytes("mim"), to: "b/deep/MA-1.XML")
    try scratch.write(Samples.bytes("entra-connect"), to: "a/it's.xml")
    try scratch.write(Samples.bytes("secure"), to: "b/secure.xml")
    try scratch.write(Samples.bytes("refused/mv"), to: "b/MV.xml")
    try scratch.write(Samples.bytes("mim"), to: "b/notes.txt")
    return scratch
  }

  @Test("findings stand in the manner of compilers; the end has a summary and the cure")
  func text() throws {
    let scratch = try estate()
    let run = try Program.run(["check", "."], in: scratch.folder)
    #expect(run.exitCode == 1)
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(
      lines.first
        == "./a/it's.xml:14:697: error: contoso.com, forest: signing and sealing is off [sign-and-seal-off]"
    )
    #expect(
      run.errorLines == [
        "3 files: 6 errors, 0 warnings, 0 notes; 1 other XML file skipped",
        "to correct: ldapfix patch --in-place './a/it'\\''s.xml' ./b/deep/MA-1.XML",
      ])
  }

  @Test("the command that it ends with corrects what it found")
  func cure() throws {
    let scratch = try estate()
    let run = try Program.run(["check", "."], in: scratch.folder)
    let command = try #require(run.errorLines.last).dropFirst("to correct: ldapfix".count)
    #expect(try Program.shell("\"$ldapfix\"\(command)", in: scratch.folder).exitCode == 0)
    #expect(try Program.run(["check", "."], in: scratch.folder).exitCode == 0)
  }

  @Test("of many files it names the batch that corrects them", arguments: [[], ["--harden"]])
  func cureOfMany(options: [String]) throws {
    let scratch = try estate()
    for number in 1...9 { try scratch.write(Samples.bytes("mim"), to: "b/\(number).xml") }
    let run = try Program.run(
      ["check", "--exclude", "9.xml"] + options + ["."], in: scratch.folder)
    let command = try #require(run.errorLines.last).dropFirst("to correct: ldapfix".count)
    #expect(command.hasPrefix(" batch --in-place"))
    #expect(try Program.shell("\"$ldapfix\"\(command)", in: scratch.folder).exitCode == 0)
    #expect(
      try Program.run(["check", "--list"] + options + ["."], in: scratch.folder).text
        == "./b/9.xml\n")
  }

  @Test("a file that is named must be an export; in a folder it is skipped")
  func named() throws {
    let scratch = try estate()
    let run = try Program.run(["check", "b/MV.xml"], in: scratch.folder)
    #expect(run.exitCode == 65)
    let skipped = try Program.run(["check", "-v", "b"], in: scratch.folder)
    #expect(skipped.exitCode == 1)
    #expect(skipped.errors.contains("b/MV.xml: skipped: no connector export"))
  }

  @Test("a broken file in a folder is an error, and the run goes on")
  func broken() throws {
    let scratch = try estate()
    try scratch.write(Array("<a>".utf8), to: "a/broken.xml")
    let run = try Program.run(["check", "a", "b"], in: scratch.folder)
    #expect(run.exitCode == 65)
    #expect(run.text.split(separator: "\n").count == 6)
    #expect(run.errors.contains("1 file could not be read"))
    #expect(try Program.run(["check", "--exit-zero", "a"], in: scratch.folder).exitCode == 65)
    #expect(try Program.run(["check", "--exit-zero", "b"], in: scratch.folder).exitCode == 0)
  }

  @Test("paths come from lists, and patterns leave some out")
  func lists() throws {
    let scratch = try estate()
    try scratch.write(Array("a/it's.xml\r\n\nb\n".utf8), to: "list")
    let run = try Program.run(["check", "--files-from", "list", "--list"], in: scratch.folder)
    #expect(run.text == "a/it's.xml\nb/deep/MA-1.XML\n")
    let nul = try Program.run(
      ["check", "--files-from", "-", "-0", "--list"], input: Data("b\0a\0".utf8), in: scratch.folder
    )
    #expect(nul.text == "b/deep/MA-1.XML\0a/it's.xml\0")
    for glob in ["deep", "b/deep", "MA-*", "*.XML", "b/*"] {
      let rest = try Program.run(["check", "--list", "--exclude", glob, "."], in: scratch.folder)
      #expect(rest.text == "./a/it's.xml\n", "\(glob): \(rest.text)")
    }
    try scratch.write([0x61, 0x00, 0x62], to: "list")
    #expect(try Program.run(["check", "--files-from", "list"], in: scratch.folder).exitCode == 65)
    #expect(try Program.run(["check", "--files-from", "none"], in: scratch.folder).exitCode == 66)
  }

  @Test(
    "a pattern fits a folder with a slash, a path with a dot, and no path for what leads to it",
    arguments: [
      ("deep/", "."), ("b/deep/", "."), ("./b/deep", "."), ("./b/", "."), ("b", "./b"),
      ("../*/b/deep", "../c/b"), ("MA-1.XML", "../c"), (".*", "."), (".*", "./b"), (".*", "../c"),
      ("./deep", "."), ("./MA-1.XML", "."), (".", "."), ("..", "../c"),
    ])
  func patterns(_ glob: String, _ path: String) throws {
    let scratch = try estate()
    _ = try Program.shell("mkdir c; mv a b c", in: scratch.folder)
    let folder = scratch.url("c")
    let run = try Program.run(["check", "--list", "--exclude", glob, path], in: folder)
    let isLeftOut = !run.text.contains("MA-1.XML")
    let fitsNothing = [".*", "./deep", "./MA-1.XML", ".", ".."].contains(glob)
    #expect(isLeftOut == !fitsNothing, "\(run.text)")
  }

  @Test("a pattern may begin with two dots that are part of a name")
  func dots() throws {
    let scratch = try Scratch()
    _ = try Program.shell("mkdir d", in: scratch.folder)
    for name in ["d/..a.xml", "d/b.xml"] { try scratch.write(Samples.bytes("mim"), to: name) }
    let run = try Program.run(["check", "--list", "--exclude", "..a.xml", "d"], in: scratch.folder)
    #expect(run.text == "d/b.xml\n")
  }

  @Test("a pattern of bytes that are not UTF-8 leaves out the file of this name")
  func rawPattern() throws {
    let scratch = try Scratch()
    let run = try Program.shell(
      """
      mkdir d; cp '\(Samples.url("mim").path)' $'d/a\\xff.xml'
      "$ldapfix" check --exclude $'a\\xff.xml' d; "$ldapfix" check d | wc -l
      """, in: scratch.folder)
    #expect(run.errors.hasPrefix("0 files: "), "\(run.errors)")
  }

  @Test("a list from Windows PowerShell has a mark at its start; one in UTF-16 is called that")
  func listsOfWindows() throws {
    let scratch = try estate()
    try scratch.write([0xEF, 0xBB, 0xBF] + Array("b/deep\r\n".utf8), to: "list")
    let run = try Program.run(["check", "--list", "--files-from", "list"], in: scratch.folder)
    #expect(run.text == "b/deep/MA-1.XML\n", "\(run.errors)")
    for bytes: [UInt8] in [[0xFF, 0xFE, 0x62, 0x00], [0xFE, 0xFF, 0x00, 0x62]] {
      try scratch.write(bytes, to: "list")
      let wide = try Program.run(["check", "--files-from", "list"], in: scratch.folder)
      #expect(wide.exitCode == 65)
      #expect(
        wide.errors == "ldapfix: list: is no list of paths: it is in UTF-16; write it in UTF-8\n")
    }
  }

  @Test("shards are disjoint and complete")
  func shards() throws {
    let scratch = try Scratch()
    for (index, name) in Samples.names.enumerated() {
      try scratch.write(Samples.bytes(name), to: "\(index).xml")
    }
    let all = try Program.run(["check", "--list", "."], in: scratch.folder).text.split(
      separator: "\n")
    var parts: [Substring] = []
    for part in 1...4 {
      let run = try Program.run(
        ["check", "--list", "--shard", "\(part)/4", "."], in: scratch.folder)
      let names = run.text.split(separator: "\n")
      #expect((3...9).contains(names.count))
      parts += names
    }
    #expect(parts.count == all.count)
    #expect(Set(parts) == Set(all))
  }

  @Test("links to folders are not followed, links to files are, and loops end")
  func links() throws {
    let scratch = try estate()
    let script =
      "ln -s .. b/up; ln -s loop loop; ln -s ../a/it\\'s.xml b/link.xml; ln -s a folder.xml"
    _ = try Program.shell(script, in: scratch.folder)
    let run = try Program.run(["check", "--list", "."], in: scratch.folder)
    #expect(run.text == "./a/it's.xml\n./b/link.xml\n./b/deep/MA-1.XML\n")
  }

  @Test(
    "a link in a folder that leads nowhere is an error, unless it is left out",
    arguments: ["gone", "gone/a.xml", "../a/gone.xml"])
  func danglingLink(_ target: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("secure"), to: "secure.xml")
    _ = try Program.shell("ln -s '\(target)' link.XML; ln -s gone other", in: scratch.folder)
    let run = try Program.run(["check", "."], in: scratch.folder)
    #expect(run.exitCode == 66)
    #expect(run.errorLines.count == 2)
    #expect(
      run.errorLines.first
        == "ldapfix: ./link.XML: is a link that leads nowhere; mend it, or leave it out with --exclude"
    )
    #expect(
      try Program.run(["batch", "--dry-run", "."], in: scratch.folder).errors
        .contains("./link.XML: is a link that leads nowhere"))
    let rest = try Program.run(["check", "--exclude", "link.XML", "."], in: scratch.folder)
    #expect(rest.exitCode == 0, "\(rest.errors)")
  }

  @Test("a hyphen in a list is a file's name, in every command", arguments: ["-", "./-", "-/"])
  func hyphenInList(_ entry: String) throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "-")
    try scratch.write(Array("\(entry)\n".utf8), to: "list")
    let secure = Data(try Samples.bytes("secure"))
    let listed = try Program.run(
      ["check", "--list", "--files-from", "list"], input: secure, in: scratch.folder)
    #expect(listed.text == "./-\n")
    let both = try Program.run(
      ["check", "--format", "json", "-", "--files-from", "list"], input: secure, in: scratch.folder)
    #expect(both.text.components(separatedBy: "\"path\":").count - 1 == 2)
    let batch = try Program.run(
      ["batch", "--in-place", "--files-from", "list"], input: secure, in: scratch.folder)
    #expect(batch.exitCode == 0, "\(batch.errors)")
    #expect(try scratch.bytes("-") == Samples.correctedBytes("mim"))
  }

  @Test("a number of parts that is too large is refused with the largest")
  func mostShards() throws {
    let run = try Program.run(["check", "--shard", "1/200000", "a"])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("from 1 to N and N up to 100000, not '1/200000'"))
    let most = try Program.run(["check", "--shard", "1/100000", Samples.url("secure").path])
    #expect(most.exitCode == 0)
  }

  @Test("--ssl-bind and --harden make of notes and warnings something to correct")
  func policies() throws {
    let secure = try Program.run(["check", Samples.url("tls.corrected").path])
    #expect(secure.exitCode == 0)
    #expect(secure.text.contains(" note: "))
    let replace = try Program.run([
      "check", "--ssl-bind", "replace", Samples.url("tls.corrected").path,
    ])
    #expect(replace.exitCode == 1)
    #expect(replace.errors.contains("ldapfix patch --in-place --ssl-bind replace "))
    let harden = try Program.run(["check", "--harden", Samples.url("low-security.corrected").path])
    #expect(harden.exitCode == 1)
    #expect(harden.errors.contains("ldapfix patch --in-place --harden "))
  }

  @Test("a closed pipe ends quietly")
  func pipe() throws {
    let run = try Program.shell(
      "\"$ldapfix\" check -q '\(Samples.folder.path)' | head -n 1", in: Samples.root)
    #expect(run.text.split(separator: "\n").count == 1)
    #expect(!run.errors.contains("defect") && !run.errors.contains("Fatal"))
  }

  @Test(
    "what contradicts itself or would do nothing is a usage error",
    arguments: [
      ["check"], ["check", "-0", "a"], ["check", "--list", "--format", "json", "a"],
      ["check", "--shard", "0/2", "a"], ["check", "--shard", "3/2", "a"],
      ["check", "--shard", "x", "a"],
      ["check", "--strict-baseline", "a"], ["check", "--stdin-filename", "x", "a"],
      ["check", "--baseline", "x", "--write-baseline", "y", "a"], ["check", "-", "--shard", "1/2"],
      ["check", "--files-from", "-", "-"], ["check", "--exclude", "", "a"],
      ["check", "--baseline", "-", "a"],
      ["check", "--exit-zero", "--write-baseline", "x", "a"],
      ["check", "--exit-zero", "--baseline", "x", "--strict-baseline", "a"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try Program.run(arguments)
    #expect(run.exitCode == 64)
    #expect(run.errorLines.count == 1)
  }
}
