import Foundation
import TestSupport
import Testing

@Suite("Reports of ldapfix batch, and ldapfix report")
struct RunReportTests {
  private func object(_ estate: Estate, _ name: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(try estate.scratch.bytes(name)))
    return try #require(json as? [String: Any])
  }

  private func text(_ estate: Estate, _ name: String) throws -> String {
    String(decoding: try estate.scratch.bytes(name), as: UTF8.self)
  }

  @Test("every form tells of every file, with digests before and after")
  func forms() throws {
    let estate = try Estate()
    try estate.write(Array("<broken".utf8), to: "in/z.xml")
    let run = try estate.run(
      "in", "--output-dir", "out", "--report", "r.json", "--report", "r.csv", "--report", "r.html",
      "--report", "r.MD")
    #expect(run.exitCode == 1)
    let files = try #require(try object(estate, "r.json")["files"] as? [[String: Any]])
    let paths = files.compactMap { $0["path"] as? String }
    #expect(
      paths == [
        "in/z.xml", "in/a/staff.xml", "in/b/MV.XML", "in/b/secure.xml", "in/b/tls.xml",
        "in/b/deep/connector.XML",
      ])
    for name in ["r.csv", "r.html"] {
      for path in paths { #expect(try text(estate, name).contains(path), "\(name) \(path)") }
    }
    for (file, name) in zip(files, paths) where name != "in/z.xml" {
      let digest = try Program.shell("sha256sum <\(name)", in: estate.scratch.folder)
      #expect((file["sha256"] as? String)?.lowercased() == String(digest.text.prefix(64)))
    }
    let after = try Program.shell("sha256sum <out/in/a/staff.xml", in: estate.scratch.folder)
    #expect((files[1]["sha256After"] as? String)?.lowercased() == String(after.text.prefix(64)))
    #expect(try text(estate, "r.MD").contains("6 files: 3 corrected (13 values)"))
  }

  @Test("the number of files at work at once is what it was, not what was asked for")
  func jobs() throws {
    let estate = try Estate()
    let count = try Program.shell("getconf _NPROCESSORS_ONLN").text
    let processors = try #require(Int(count.trimmingCharacters(in: .whitespacesAndNewlines)))
    for asked in [1, 1_024] {
      _ = try estate.run("in", "--dry-run", "--jobs", "\(asked)", "--report", "r.json")
      let run = try #require(try (object(estate, "r.json")["runs"] as? [[String: Any]])?.first)
      #expect(run["jobs"] as? Int == min(asked, processors))
    }
  }

  @Test("a report may stand in the output folder from the first run on; a dry run makes no folder")
  func inOutputFolder() throws {
    let estate = try Estate()
    let dry = try estate.run("in", "--dry-run", "--output-dir", "out", "--report", "out/r.json")
    #expect(dry.exitCode == 73, "\(dry.errors)")
    #expect(!estate.scratch.names.contains("out"))
    let run = try estate.run("in", "--output-dir", "out", "--report", "out/r.json")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(estate.files(in: "out").contains("r.json"))
  }

  @Test("the reports of parts merge to the report of the whole")
  func merged() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "out", "--copy-others", "--report", "whole.json")
    _ = try Program.shell("rm -r out", in: estate.scratch.folder)
    #expect(try Program.run(["report", "-", "-", "--report", "all.json"]).exitCode == 64)
    for shard in 1...3 {
      _ = try estate.run(
        "in", "--output-dir", "out", "--copy-others", "--shard", "\(shard)/3", "--report",
        "part-\(shard).json")
    }
    let run = try Program.run(
      [
        "report", "part-3.json", "part-1.json", "part-2.json", "--report", "all.json", "--report",
        "all.html",
      ], in: estate.scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)")
    func comparable(_ name: String) throws -> NSArray {
      let files = try #require(try object(estate, name)["files"] as? [[String: Any]])
      return files.map { $0.filter { $0.key != "milliseconds" && $0.key != "run" } } as NSArray
    }
    #expect(try comparable("all.json") == comparable("whole.json"))
    #expect((try object(estate, "all.json")["runs"] as? [Any])?.count == 3)
    #expect(
      try object(estate, "all.json")["totals"] as? NSDictionary
        == object(estate, "whole.json")["totals"] as? NSDictionary)
  }

  @Test("a file in several reports counts once, as the latest run left it")
  func repeated() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--output-dir", "out", "--report", "first.json")
    let first = try text(estate, "first.json")
    let later = first.replacingOccurrences(
      of: #""started":"20\d\d"#, with: #""started":"2099"#, options: .regularExpression
    ).replacingOccurrences(of: #""action":"written""#, with: #""action":"upToDate""#)
    try estate.write(Array(later.utf8), to: "later.json")
    for order in [["first.json", "later.json"], ["later.json", "first.json"]] {
      _ = try Program.run(["report"] + order + ["--report", "all.json"], in: estate.scratch.folder)
      let totals = try #require(try object(estate, "all.json")["totals"] as? [String: Any])
      #expect(totals["files"] as? Int == 5 && totals["upToDate"] as? Int == 3)
    }
  }

  @Test(
    "what is no report is an error, and no report is written",
    arguments: ["", "{", "[]", "{}", #"{"version":1}"#, #"{"version":9,"runs":[],"files":[]}"#])
  func damaged(content: String) throws {
    let estate = try Estate()
    try estate.write(Array(content.utf8), to: "bad.json")
    let run = try Program.run(
      ["report", "bad.json", "--report", "all.html"], in: estate.scratch.folder)
    #expect(run.exitCode == 65)
    #expect(run.errorLines.count == 1 && run.errors.hasPrefix("ldapfix: bad.json: is "))
    #expect(!estate.files(in: ".").contains("all.html"))
  }

  @Test("no text of a file becomes markup, a formula or a control")
  func hostile() throws {
    let estate = try Estate()
    let name = #"=1+1"><script>alert(1)</script>'&amp;"#
    let escaped = name.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "Fabrikam staff", with: escaped)
    #expect(text.contains(escaped))
    try estate.write(Array(text.utf8), to: "=cmd/@x<b>,\"y\".xml")
    let run = try estate.run(
      "=cmd", "--output-dir", "out", "--report", "r.html", "--report", "r.csv", "--report", "r.md")
    #expect(run.exitCode == 0, "\(run.errors)")
    let html = try self.text(estate, "r.html")
    #expect(html.components(separatedBy: "<script>").count == 2)
    #expect(!html.contains("<b>,"))
    #expect(html.contains("=1+1&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;amp;"))
    let csv = try self.text(estate, "r.csv")
    #expect(csv.contains(#""'=cmd/@x<b>,""y"".xml","#))
    #expect(csv.contains(#""'=1+1""><script>alert(1)</script>'&amp;","#))
    #expect(csv.hasSuffix("\r\n"))
  }

  @Test(
    "what makes a run less or more strict stands in every report for people",
    arguments: ["r.html", "r.md"])
  func policyOfRun(_ name: String) throws {
    let estate = try Estate()
    _ = try estate.run("in", "--dry-run", "--report", name)
    #expect(!(try text(estate, name).contains("TLS replaced")))
    #expect(!(try text(estate, name).contains("allow-low-security turned off")))
    _ = try estate.run("in", "--dry-run", "--ssl-bind", "replace", "--harden", "--report", name)
    #expect(try text(estate, name).contains("TLS replaced"))
    #expect(try text(estate, name).contains("allow-low-security turned off"))
  }

  @Test("the table of a dry run counts the places that would be corrected")
  func dryTable() throws {
    let estate = try Estate()
    for more in ["--dry-run", "--in-place"] {
      _ = try estate.run("in", more, "--report", "r.md")
      let row = try text(estate, "r.md").split(separator: "\n").first {
        $0.contains("connector.XML")
      }
      let outcome = more == "--dry-run" ? "correctable" : "corrected"
      #expect(row?.contains("| \(outcome) | 3 | 0 |") == true, "\(row ?? "")")
    }
  }

  @Test("a page names the only style and script that may run")
  func policy() throws {
    let estate = try Estate()
    _ = try estate.run("in", "--dry-run", "--report", "r.html")
    let html = try text(estate, "r.html")
    for (kind, element) in [("style", "style"), ("script", "script")] {
      let start = try #require(html.range(of: "<\(element)>"))
      let end = try #require(html.range(of: "</\(element)>"))
      try estate.write(Array(html[start.upperBound..<end.lowerBound].utf8), to: element)
      let digest = try Program.shell(
        "openssl dgst -sha256 -binary \(element) 2>/dev/null | base64 || sha256sum \(element) | cut -c 1-64 | xxd -r -p | base64",
        in: estate.scratch.folder)
      #expect(html.contains("\(kind)-src 'sha256-\(digest.text.dropLast())'"))
    }
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains("files to be corrected"))
  }
}
