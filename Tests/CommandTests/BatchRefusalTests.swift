import Foundation
import TestSupport
import Testing

@Suite("ldapfix batch: what it refuses, and what stops it")
struct BatchRefusalTests {
  @Test(
    "options that contradict each other or would do nothing",
    arguments: [
      ["in"], ["--output-dir", "out"], ["in", "--in-place", "--output-dir", "out"],
      ["in", "--dry-run", "--in-place", "--backup"], ["in", "--in-place", "--copy-others"],
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

  @Test(
    "reports and scripts in the place of an input, a result or the list, under whatever name",
    arguments: [
      "in/a --in-place --script-dir s; ln -s ../../../in/a/staff.xml s/in/a/ldapfix.ps1",
      "q/ldapfix.ps1 --in-place --script-dir .; cp in/a/staff.xml q/ldapfix.ps1",
      "q/ldapfix.ps1 --output-dir o --script-dir o; cp in/a/staff.xml q/ldapfix.ps1",
      "--files-from o/ldapfix.ps1 --output-dir p --script-dir o; echo x.xml >o/ldapfix.ps1",
      "x.json --output-dir o --report o/x.json; cp in/a/staff.xml x.json",
      "--files-from o/x.xml --output-dir o; echo x.xml >o/x.xml",
      "--files-from - --dry-run --report list.json <list.json; echo x.xml >list.json",
    ])
  func conflicts(_ line: String) throws {
    let estate = try Estate()
    let parts = line.split(separator: ";")
    let run = try Program.shell(
      """
      mkdir -p s/in/a q o; cp in/a/staff.xml x.xml; \(parts[1])
      before=$(find . -type f | sort | xargs sha256sum)
      "$ldapfix" batch -q \(parts[0]); code=$?
      [ "$before" = "$(find . -type f | sort | xargs sha256sum)" ] || exit 1
      exit $code
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 64, "\(run.errors)")
    #expect(run.errors.contains("would overwrite"))
  }

  @Test("a reader of messages that goes away ends nothing")
  func brokenPipe() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      mkdir many; for number in $(seq 40); do cp in/a/staff.xml many/$number.xml; done
      "$ldapfix" batch many --output-dir out --report r.json 2>&1 >/dev/null | head -c 1 >/dev/null
      echo "${PIPESTATUS[0]} $(ls out/many | wc -l) $(ls -A out/many | grep -c tmp) $(ls r.json)"
      """, in: estate.scratch.folder)
    #expect(run.text == "0 40 0 r.json\n")
  }

  @Test("two inputs with one result, and a result in an input's place")
  func collisions() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      mkdir -p sub/in/a mirror/in/a; cp in/a/staff.xml sub/in/a/; ln in/a/staff.xml mirror/in/a/
      before=$(find . -type f | xargs sha256sum)
      cd sub; "$ldapfix" batch ../in/a in/a --output-dir out && exit 1; [ ! -e out ] || exit 2
      cd ..; "$ldapfix" batch in/a --output-dir mirror && exit 3
      "$ldapfix" batch in/a --output-dir in/a && exit 4
      [ "$before" = "$(find . -type f | xargs sha256sum)" ]
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errorLines.count == 3)
    #expect(run.errorLines.first?.contains("meet in out/in/a/staff.xml") == true)
    #expect(run.errorLines.last?.contains("use --in-place") == true)
  }

  @Test("nothing is written through a link that leads out of the output folder")
  func links() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      mkdir -p out/in/b elsewhere; echo precious >precious.xml
      ln -s ../../elsewhere out/in/a; ln -s ../../../precious.xml out/in/b/tls.xml
      "$ldapfix" batch in --output-dir out
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 1)
    #expect(estate.files(in: "elsewhere").isEmpty)
    #expect(try estate.scratch.bytes("precious.xml") == Array("precious\n".utf8))
    #expect(run.errors.contains("out/in/a/staff.xml: is a link, or behind one that leads out"))
    #expect(run.errors.contains("out/in/b/tls.xml: is a link, or behind one that leads out"))
    // The folder itself may be a link.
    let linked = try Program.shell(
      "mkdir real; ln -s real linked; \"$ldapfix\" batch in --output-dir linked",
      in: estate.scratch.folder)
    #expect(linked.exitCode == 0 && estate.files(in: "real").count == 3, "\(linked.errors)")
  }

  @Test("no report takes the place of an input or of another report")
  func reportsOverInputs() throws {
    let estate = try Estate()
    try estate.write(Samples.bytes("mim"), to: "in.csv")
    try estate.write(Array("in\n".utf8), to: "list.csv")
    for arguments in [
      ["in.csv", "--output-dir", "out", "--report", "in.csv"],
      ["--files-from", "list.csv", "--output-dir", "out", "--report", "./list.csv"],
      ["in", "--output-dir", "out", "--report", "r.csv", "--report", "./r.csv"],
    ] {
      let run = try Program.run(["batch"] + arguments, in: estate.scratch.folder)
      #expect(run.exitCode == 64, "\(run.errors)")
    }
    #expect(try estate.scratch.bytes("in.csv") == Samples.bytes("mim"))
    #expect(try estate.scratch.bytes("list.csv") == Array("in\n".utf8))
    #expect(!estate.files(in: ".").contains { $0.hasPrefix("out") })
  }

  @Test("a named pipe does not hang it, and files of any size are no trap")
  func pipesAndSizes() throws {
    let estate = try Estate()
    let run = try Program.shell(
      """
      mkfifo in/p.xml; truncate -s 8E in/a/huge.xml in/b/huge.xml 2>/dev/null
      timeout 20 "$ldapfix" batch in/p.xml in --output-dir out --report r.json; code=$?
      "$ldapfix" batch in --in-place --shard 1/2 2>/dev/null; [ $? -lt 2 ] || exit 99
      sed 's/"size":[0-9]*/"size":9223372036854775807/g' r.json >big.json
      "$ldapfix" report big.json --report big.md || exit 98
      exit $code
      """, in: estate.scratch.folder)
    #expect(run.exitCode == 1, "\(run.errors)")
    #expect(run.errors.contains("in/p.xml: is no regular file"))
    #expect(estate.files(in: "out").count == 3)
  }

  @Test("a report that cannot be written is refused before anything is done")
  func unwritableReport() throws {
    let estate = try Estate()
    try estate.write([], to: "folder.html/x")
    for report in ["gone/r.json", "in/../in/a/r/r.csv", "folder.html"] {
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
    try estate.write([], to: "out/in/a/staff.xml/x")
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
      while [ "$(ls out/in/c 2>/dev/null | wc -l)" -lt 5 ]; do sleep 0.01; done
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
      outputs.filter { $0.hasPrefix("out/in/c/") }.compactMap {
        try? estate.scratch.bytes($0).count
      })
    #expect(sizes == [text.utf8.count])
  }
}
