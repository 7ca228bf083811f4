import Foundation
import TestSupport
import Testing

/// A folder of exports as a consultant has it: customers, servers, and what else lies about.
struct Estate {
  let scratch: Scratch
  /// The files that have a correction, with what they become.
  private(set) var corrected: [String: [UInt8]] = [:]

  init() throws {
    scratch = try Scratch()
    try add("mim", as: "in/a/staff.xml")
    try add("entra-connect", as: "in/b/deep/connector.XML")
    try add("tls", as: "in/b/tls.xml")
    try write(Samples.bytes("secure"), to: "in/b/secure.xml")
    try write(Array("<mv-data><a/></mv-data>".utf8), to: "in/b/MV.XML")
    try write(Array("no XML".utf8), to: "in/b/notes.txt")
  }

  mutating func add(_ sample: String, as name: String) throws {
    try write(Samples.bytes(sample), to: name)
    corrected[name] = try Samples.correctedBytes(sample)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = scratch.url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["batch"] + arguments, in: scratch.folder)
  }

  /// The paths of all files below `folder`, hidden ones too.
  func files(in folder: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: scratch.url(folder).path)
    return (found?.allObjects as? [String] ?? []).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: scratch.url(folder + "/" + $0).path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }
}

@Suite("ldapfix batch")
struct BatchTests {
  @Test(
    "real exports come back as they were",
    .enabled(if: RealExports.arePresent, "\(RealExports.absence)"))
  func real() throws {
    let estate = try Estate()
    for server in 1...3 {
      try estate.write(RealExports.insecureEntraConnect(), to: "in/server-\(server)/ad.xml")
      try estate.write(RealExports.bytes("entra-connect-ecma.xml"), to: "in/server-\(server)/o.xml")
    }
    let run = try estate.run("in", "--output-dir", "out", "--jobs", "2")
    #expect(run.exitCode == 0, "\(run.errors)")
    for server in 1...3 {
      #expect(
        try estate.scratch.bytes("out/in/server-\(server)/ad.xml") == RealExports.entraConnect())
    }
  }

  @Test("the tree is mirrored; what needs no correction is copied where that is asked for")
  func mirrored() throws {
    let estate = try Estate()
    let run = try estate.run("in", "--output-dir", "out")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(estate.files(in: "out/in") == ["a/staff.xml", "b/deep/connector.XML", "b/tls.xml"])
    for (name, bytes) in estate.corrected {
      #expect(try estate.scratch.bytes("out/" + name) == bytes, "\(name)")
    }
    #expect(
      run.errorLines.last
        == "5 files: 3 corrected (13 values), 1 secure, 1 other XML", "\(run.errors)")
    let copying = try estate.run("in", "--output-dir", "whole", "--copy-others")
    #expect(copying.exitCode == 0)
    #expect(
      estate.files(in: "whole/in") == [
        "a/staff.xml", "b/MV.XML", "b/deep/connector.XML", "b/secure.xml", "b/tls.xml",
      ])
    for name in ["b/MV.XML", "b/secure.xml"] {
      #expect(try estate.scratch.bytes("whole/in/\(name)") == estate.scratch.bytes("in/\(name)"))
    }
  }

  @Test("a second run does what is missing or out of date, and nothing else")
  func resumed() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "out", "--copy-others")
    let folder = estate.scratch.url("out/in")
    func times() throws -> [String: Date?] {
      try Dictionary(
        uniqueKeysWithValues: estate.files(in: "out/in").map { name in
          let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.appending(path: name).path)
          return (name, attributes[.modificationDate] as? Date)
        })
    }
    var before = try times()
    try estate.write(Array("damaged".utf8), to: "out/in/b/tls.xml")
    // Of the right size, and wrong.
    var wrong = try estate.scratch.bytes("out/in/b/MV.XML")
    wrong[3] ^= 1
    try estate.write(wrong, to: "out/in/b/MV.XML")
    try FileManager.default.removeItem(at: folder.appending(path: "a/staff.xml"))
    let run = try estate.run("in", "--output-dir", "out", "--copy-others")
    #expect(run.exitCode == 0)
    #expect(run.errors.contains("; 2 skipped, their output was there already"), "\(run.errors)")
    var after = try times()
    for name in ["b/tls.xml", "b/MV.XML", "a/staff.xml"] {
      before[name] = nil
      after[name] = nil
      #expect(
        try estate.scratch.bytes("out/in/\(name)")
          == estate.corrected["in/\(name)"] ?? estate.scratch.bytes("in/\(name)"))
    }
    #expect(before == after && before.count == 2)
  }

  @Test("in place, with the originals kept")
  func inPlace() throws {
    let estate = try Estate()
    let old = try estate.scratch.bytes("in/a/staff.xml")
    let run = try estate.run("in", "--in-place", "--backup")
    #expect(run.exitCode == 0, "\(run.errors)")
    for (name, bytes) in estate.corrected { #expect(try estate.scratch.bytes(name) == bytes) }
    #expect(try estate.scratch.bytes("in/a/staff.xml.bak") == old)
    #expect(!estate.files(in: "in").contains("b/secure.xml.bak"))
    let again = try estate.run("in", "--in-place", "--backup")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.errorLines.last == "5 files: 0 corrected (0 values), 4 secure, 1 other XML")
  }

  @Test("in place, a file is corrected once under however many names it is given")
  func sameFile() throws {
    let estate = try Estate()
    try FileManager.default.createSymbolicLink(
      atPath: estate.scratch.url("in/a/z.xml").path, withDestinationPath: "staff.xml")
    let run = try estate.run(
      "in/a/staff.xml", "in", "in/../in/a/staff.xml", "--in-place", "--jobs", "4")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try estate.scratch.bytes("in/a/staff.xml") == estate.corrected["in/a/staff.xml"])
  }

  @Test("a dry run prints the previews in the order of the files, and writes nothing")
  func dryRun() throws {
    let estate = try Estate()
    let before = estate.files(in: ".")
    let single = try estate.run("in", "--dry-run", "--jobs", "1")
    #expect(single.exitCode == 1)
    #expect(estate.files(in: ".") == before)
    let places = ["in/a/staff.xml:", "in/b/tls.xml:", "in/b/deep/connector.XML:"]
    let offsets = places.map { single.text.range(of: $0)?.lowerBound }
    #expect(offsets.allSatisfy { $0 != nil })
    #expect(offsets.compactMap { $0 } == offsets.compactMap { $0 }.sorted())
    for jobs in ["2", "8"] {
      #expect(try estate.run("in", "--dry-run", "--jobs", jobs).text == single.text)
    }
    for target in [["--in-place"], ["--output-dir", "out"]] {
      let run = try Program.run(["batch", "in", "--dry-run"] + target, in: estate.scratch.folder)
      #expect(run.exitCode == 1 && run.text == single.text)
      #expect(run.errors.contains("3 would be corrected (13 values)"))
    }
    #expect(estate.files(in: ".") == before)
    let secure = try estate.run("in/b/secure.xml", "--dry-run")
    #expect(secure.exitCode == 0 && secure.output.isEmpty)
  }

  @Test("a file that fails is named, the others are done, and the exit code is 1")
  func failures() throws {
    let estate = try Estate()
    try estate.write(Array("<broken".utf8), to: "in/a/broken.xml")
    try estate.write([], to: "in/b/empty.xml")
    let run = try estate.run("in", "in/gone.xml", "--output-dir", "out")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("ldapfix: in/a/broken.xml:1:8: not well-formed XML"))
    #expect(run.errors.contains("ldapfix: in/b/empty.xml: the file is empty"))
    #expect(run.errors.contains("ldapfix: in/gone.xml: cannot be read"))
    #expect(estate.files(in: "out").count == 3)
    #expect(run.errorLines.last?.hasSuffix("3 failed") == true)
  }

  @Test(
    "where results go",
    arguments: [
      (["in"], ["in/a/staff.xml", "in/b/deep/connector.XML", "in/b/tls.xml"]),
      (["in/"], ["in/a/staff.xml", "in/b/deep/connector.XML", "in/b/tls.xml"]),
      (["./in/../in"], ["in/a/staff.xml", "in/b/deep/connector.XML", "in/b/tls.xml"]),
      (["in/a", "in/b"], ["in/a/staff.xml", "in/b/deep/connector.XML", "in/b/tls.xml"]),
      (["in/a/staff.xml"], ["in/a/staff.xml"]),
      (["in/b/tls.xml", "in/a"], ["in/a/staff.xml", "in/b/tls.xml"]),
    ])
  func mapping(paths: [String], expected: [String]) throws {
    let estate = try Estate()
    let run = try Program.run(
      ["batch"] + paths + ["--output-dir", "out"], in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(estate.files(in: "out") == expected)
  }

  @Test("an output folder inside the input is not looked into")
  func outputInside() throws {
    let estate = try Estate()
    for _ in 0..<2 {
      let run = try estate.run("in", "--output-dir", "in/out", "--copy-others")
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(
        estate.files(in: "in/out/in") == [
          "a/staff.xml", "b/MV.XML", "b/deep/connector.XML", "b/secure.xml", "b/tls.xml",
        ])
    }
  }

  @Test("links to folders are not followed, and a loop of links ends")
  func loops() throws {
    let estate = try Estate()
    try FileManager.default.createSymbolicLink(
      atPath: estate.scratch.url("in/a/loop").path, withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: estate.scratch.url("in/a/self.xml").path, withDestinationPath: "self.xml")
    let run = try estate.run("in", "--output-dir", "out")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("ldapfix: in/a/self.xml: cannot be read"))
    #expect(estate.files(in: "out").count == 3)
  }

  @Test("names that are not UTF-8, hold a line end, or differ by case only")
  func names() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      set -e
      cp in/a/staff.xml $'in/a/gr\\xfc\\xdfe.xml'; cp in/a/staff.xml $'in/a/two\\nlines.xml'
      cp in/a/staff.xml in/a/Staff.xml; cp in/a/staff.xml $'in/a/-x\\e[31m.xml'
      "$ldapfix" batch in/a --output-dir out --report r.json --report r.csv --report r.html
      cd out/in/a
      for name in $'gr\\xfc\\xdfe' $'two\\nlines' Staff staff $'-x\\e[31m'; do
        cmp "./$name.xml" staff.xml
      done
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.errors.contains("\u{1B}"))
    for name in ["r.json", "r.csv", "r.html"] {
      #expect(try !estate.scratch.bytes(name).contains(0x1B), "\(name)")
    }
  }

  @Test("files of one server make one script, in the server's folder")
  func scripts() throws {
    let estate = try Estate()
    let run = try estate.run("in", "--output-dir", "out", "--script-dir", "scripts")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      estate.files(in: "scripts/in") == ["a/ldapfix.ps1", "b/deep/ldapfix.ps1", "b/ldapfix.ps1"])
    let alone = try Program.run(["script", "in/b/tls.xml"], in: estate.scratch.folder)
    #expect(try estate.scratch.bytes("scripts/in/b/ldapfix.ps1") == Array(alone.output))
  }

  @Test("a server of which a file failed gets no script")
  func incompleteScript() throws {
    let estate = try Estate()
    try estate.write(Array("<broken".utf8), to: "in/a/broken.xml")
    let run = try estate.run("in", "--output-dir", "out", "--script-dir", "scripts")
    #expect(run.exitCode == 1)
    #expect(estate.files(in: "scripts/in") == ["b/deep/ldapfix.ps1", "b/ldapfix.ps1"])
    #expect(run.errors.contains("scripts/in/a/ldapfix.ps1: is not written, since not every file"))
  }

  @Test(
    "parts are disjoint and complete, and folders stay whole where scripts are wanted",
    arguments: [1, 2, 3, 7])
  func shards(count: Int) throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "whole", "--copy-others", "--script-dir", "scripts")
    for shard in 1...count {
      let run = try estate.run(
        "in", "--output-dir", "parts", "--copy-others", "--shard", "\(shard)/\(count)",
        "--script-dir", "part-scripts")
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(!run.errors.contains("skipped"))
    }
    for (whole, parts) in [("whole", "parts"), ("scripts", "part-scripts")] {
      #expect(estate.files(in: whole) == estate.files(in: parts))
      for name in estate.files(in: whole) {
        #expect(
          try estate.scratch.bytes("\(whole)/\(name)") == estate.scratch.bytes("\(parts)/\(name)"))
      }
    }
  }

  @Test("parts one after the other in place leave nothing out")
  func shardsInPlace() throws {
    var estate = try Estate()
    for number in 0..<12 {
      try estate.add(number % 2 == 0 ? "mim" : "missing", as: "in/\(number).xml")
    }
    for shard in 1...5 {
      let run = try estate.run("in", "--in-place", "--shard", "\(shard)/5")
      #expect(run.exitCode == 0, "\(run.errors)")
    }
    for (name, bytes) in estate.corrected { #expect(try estate.scratch.bytes(name) == bytes) }
  }

  @Test("a run for each folder writes what one run for all of them writes")
  func separateRuns() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      cp in/a/staff.xml in/b/staff.xml
      "$ldapfix" batch in/a in/b --output-dir together
      ls -d in/* | xargs -n1 "$ldapfix" batch --output-dir apart
      diff -r together apart
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test("a result of an earlier run for which there is none now is named")
  func stale() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "out")
    try estate.write(Samples.bytes("secure"), to: "in/a/staff.xml")
    try estate.write(Array("<broken".utf8), to: "in/b/tls.xml")
    let run = try estate.run("in", "--output-dir", "out", "--report", "r.csv")
    for name in ["in/a/staff.xml", "in/b/tls.xml"] {
      #expect(
        run.errors.contains("warning: out/\(name): is the result of an earlier run"),
        "\(run.errors)")
    }
    #expect(String(decoding: try estate.scratch.bytes("r.csv"), as: UTF8.self).contains(",stale,"))
  }

  @Test("the paths come from a list, with NUL between them too")
  func lists() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      printf '%s\\n' in/a in/b/tls.xml | "$ldapfix" batch --files-from - --output-dir one &&
      printf '%s\\0' in/a in/b/tls.xml | "$ldapfix" batch --files-from - -0 --output-dir two &&
      diff -r one two
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(estate.files(in: "one/in") == ["a/staff.xml", "b/tls.xml"])
  }
}
