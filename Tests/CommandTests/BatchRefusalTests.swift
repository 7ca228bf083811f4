import Foundation
import TestExports
import Testing

@Suite("ldapfix batch: what it refuses, and what stops it")
struct BatchRefusalTests {
  @Test(
    "options that contradict each other or would do nothing",
    arguments: [
      ["in"], ["--output-dir", "out"], ["in", "--in-place", "--output-dir", "out"],
      ["in", "--dry-run", "--in-place"], ["in", "--in-place", "--copy-others"],
      ["in", "--output-dir", "out", "--backup"], ["-", "--in-place"],
      ["in", "--dry-run", "--script-dir", "s"], ["in", "--in-place", "--product", "mim"],
      ["in", "--output-dir", "out", "--jobs", "0"], ["in", "--output-dir", "out", "-0"],
      ["in", "--output-dir", "-"], ["in", "--in-place", "--report", "report.pdf"],
      ["in", "--in-place", "--report", "report"], ["in", "--in-place", "--shard", "3/2"],
    ])
  func usage(arguments: [String]) throws {
    let estate = try Estate()
    let before = estate.files(in: ".")
    let run = try Program.run(["batch"] + arguments, in: estate.scratch.folder)
    #expect(run.exitCode == 64, "\(run.errors)")
    #expect(run.errorLines.count == 1)
    #expect(estate.files(in: ".") == before)
  }

  @Test("two inputs with one result, and a result in an input's place")
  func collisions() throws {
    var estate = try Estate()
    try estate.add("mim", as: "other/a/staff.xml")
    try estate.add("mim", as: "out/in/x.xml")
    for (paths, word) in [
      (["in/a", "other/a"], "meet in"), (["in", "./in/../other/a", "other/a/../a"], nil),
      (["out/in"], nil), (["in/a", "--output-dir", "in/a"], "use --in-place"),
    ] as [([String], String?)] {
      let output = paths.contains("--output-dir") ? [] : ["--output-dir", "out"]
      let run = try Program.run(["batch"] + paths + output, in: estate.scratch.folder)
      #expect(run.exitCode == (word == nil ? 0 : 64), "\(paths): \(run.errors)")
      if let word { #expect(run.errors.contains(word), "\(run.errors)") }
    }
    try FileManager.default.createDirectory(
      at: estate.scratch.url("mirror"), withIntermediateDirectories: true)
    try FileManager.default.linkItem(
      at: estate.scratch.url("in/a/staff.xml"), to: estate.scratch.url("mirror/staff.xml"))
    let run = try estate.run("in/a", "--output-dir", "mirror")
    #expect(run.exitCode == 64 && run.errors.contains("meet in"), "\(run.errors)")
    #expect(try estate.scratch.bytes("in/a/staff.xml") != estate.corrected["in/a/staff.xml"])
  }

  @Test("a report that cannot be written is refused before anything is done")
  func unwritableReport() throws {
    let estate = try Estate()
    for report in ["gone/r.json", "in/../in/a/r/r.csv"] {
      let run = try estate.run("in", "--in-place", "--report", report)
      #expect(run.exitCode == 73, "\(run.errors)")
      #expect(run.errorLines.count == 1)
    }
    #expect(try estate.scratch.bytes("in/a/staff.xml") != estate.corrected["in/a/staff.xml"])
  }

  @Test("what a run did not do for a file, its record does not say")
  func failedRecord() throws {
    let estate = try Estate()
    // A folder stands where the result should.
    try estate.write([], to: "out/a/staff.xml/x")
    let run = try estate.run("in", "--output-dir", "out", "--report", "r.json")
    #expect(run.exitCode == 1)
    let report = try JSONSerialization.jsonObject(with: Data(try estate.scratch.bytes("r.json")))
    let files = try #require((report as? [String: Any])?["files"] as? [[String: Any]])
    let failed = try #require(files.first { $0["outcome"] as? String == "failed" })
    #expect(failed["path"] as? String == "in/a/staff.xml")
    #expect(failed["values"] as? Int == 0 && (failed["connectors"] as? [Any])?.isEmpty == true)
    #expect(failed["sha256After"] == nil && failed["sha256"] != nil)
    #expect(run.errors.contains("3 corrected") == false)
  }

  @Test("Ctrl-C ends it with 130, with a report of what was done, and nothing torn")
  func interrupted() throws {
    let estate = try Estate()
    let filler = String(repeating: "<a b='c'>d</a>", count: 20_000)
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "<ma-data>", with: "<ma-data><schema>\(filler)</schema>")
    for number in 100..<400 { try estate.write(Array(text.utf8), to: "in/c/\(number).xml") }
    let run = try Program.shell(
      """
      set -m
      "$ldapfix" batch in --output-dir out --report r.json & pid=$!
      while [ "$(ls out/c 2>/dev/null | wc -l)" -lt 5 ]; do sleep 0.01; done
      kill -INT $pid; wait $pid
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 130, "\(run.errors)")
    #expect(run.errors.contains("ldapfix: warning: interrupted after "), "\(run.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(try estate.scratch.bytes("r.json")))
    let files = try #require((report as? [String: Any])?["files"] as? [[String: Any]])
    let outputs = Set(estate.files(in: "out").map { "out/" + $0 })
    #expect(outputs == Set(files.compactMap { $0["output"] as? String }))
    #expect(outputs.count < 300)
    let sizes = Set(
      outputs.filter { $0.hasPrefix("out/c/") }.compactMap {
        try? estate.scratch.bytes($0).count
      })
    #expect(sizes == [text.utf8.count])
  }
}
