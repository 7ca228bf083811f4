import Foundation
import TestSupport
import Testing

@Suite("Formats of check")
struct FormatTests {
  private func json(_ run: Program.Outcome) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
  }

  @Test("the replacements of the JSON report make the corrected file", arguments: Samples.names)
  func edits(_ name: String) throws {
    let report = try json(Program.run(["check", "--format", "json", Samples.url(name).path]))
    let file = try #require((report["files"] as? [[String: Any]])?.first)
    let findings = try #require(file["findings"] as? [[String: Any]])
    var bytes = try Samples.bytes(name)
    let wide = (file["encoding"] as? String)?.hasPrefix("UTF-16") == true
    let bigEndian = file["encoding"] as? String == "UTF-16BE"
    let edits = try findings.flatMap { try #require($0["edits"] as? [[String: Any]]) }
      .map { edit -> (offset: Int, length: Int, text: String) in
        let region = try #require(edit["region"] as? [String: Int])
        return (
          try #require(region["byteOffset"]), try #require(region["byteLength"]),
          try #require(edit["replacement"] as? String)
        )
      }
    for edit in edits.sorted(by: { $0.offset > $1.offset }) {
      let text = Array(edit.text.utf8)
      bytes.replaceSubrange(
        edit.offset..<(edit.offset + edit.length),
        with: wide ? text.flatMap { bigEndian ? [0, $0] : [$0, 0] } : text)
    }
    #expect(bytes == (try Samples.correctedBytes(name)))
  }

  @Test("an empty run is a whole document of JSON", arguments: ["json", "sarif"])
  func empty(_ format: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(["check", "--format", format, "."], in: scratch.folder)
    #expect(run.exitCode == 0)
    #expect(try !json(run).isEmpty)
  }

  @Test("SARIF counts columns in UTF-16 code units and bytes from the start of the file")
  func columns() throws {
    let scratch = try Scratch()
    // Two code units, four bytes, before the value on its line; and a BOM before all.
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "   <sign-and-seal>0", with: "<!--\u{1F600}--><sign-and-seal>0")
    try scratch.write([0xEF, 0xBB, 0xBF] + Array(text.utf8), to: "a.xml")
    let report = try json(Program.run(["check", "--format", "sarif", "a.xml"], in: scratch.folder))
    let run = try #require((report["runs"] as? [[String: Any]])?.first)
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    let location = try #require((result["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    let region = try #require(physical["region"] as? [String: Int])
    #expect(run["columnKind"] as? String == "utf16CodeUnits")
    #expect(region["startLine"] == 24)
    #expect(region["startColumn"] == 10)
    let marked = "<!--\u{1F600}--><sign-and-seal>0"
    let found = try #require(text.utf8.firstRange(of: Array(marked.utf8)))
    let element = text.utf8.index(found.lowerBound, offsetBy: "<!--\u{1F600}-->".utf8.count)
    let expected = 3 + text.utf8.distance(from: text.utf8.startIndex, to: element)
    #expect(region["byteOffset"] == expected)
  }

  @Test("SARIF says how many files could not be read", arguments: [1, 2])
  func failedFiles(_ count: Int) throws {
    let names = (1...count).map { "gone-\($0).xml" }
    let run = try Program.run(["check", "--format", "sarif"] + names)
    #expect(run.exitCode == 66)
    let words = count == 1 ? "1 file" : "2 files"
    #expect(run.text.contains("\"\(words) could not be read; see standard error.\""))
  }

  @Test("GitHub shows ten of a kind; one of them says how many more there are")
  func github() throws {
    let run = try Program.run(["check", "--format", "github", "Samples"], in: Samples.root)
    let errors = run.text.split(separator: "\n").filter { $0.hasPrefix("::error ") }
    #expect(errors.count == 10)
    #expect(errors.last?.contains(" more findings not shown here") == true)
    #expect(
      errors.first?.hasPrefix(
        "::error file=Samples/ad-lds.corrected.xml,line=22,col=4,endLine=22,endColumn=") == true)
  }

  @Test("hostile names are escaped in annotations")
  func hostile() throws {
    let scratch = try Scratch()
    let name = "a%,:;]\n::error::x.xml"
    let text = String(decoding: try Samples.bytes("mim"), as: UTF8.self)
      .replacingOccurrences(of: "Fabrikam staff", with: "50%&#xA;::warning::evil")
    try scratch.write(Array(text.utf8), to: name)
    for format in ["github", "azure"] {
      let run = try Program.run(["check", "--format", format, name], in: scratch.folder)
      let prefix =
        format == "github"
        ? "::error file=a%25%2C%3A;]%0A%3A%3Aerror%3A%3Ax.xml," : "##vso[task.logissue "
      for line in run.text.split(separator: "\n") { #expect(line.hasPrefix(prefix), "\(line)") }
      #expect(run.text.split(separator: "\n").count == 3)
    }
  }

  @Test("the job summary is a table, without anything that a name could break")
  func markdown() throws {
    let run = try Program.run(
      ["check", "--format", "markdown", "Samples/mim.xml"], in: Samples.root)
    #expect(run.text.hasPrefix("## ldapfix: LDAP signing and sealing\n\n| level | where |"))
    #expect(
      run.text.contains(
        "| error | `Samples/mim.xml:24:4` | `Fabrikam staff, forest` | signing and sealing is off (`sign-and-seal-off`) | yes |"
      ))
    #expect(run.text.hasSuffix("1 file: 3 errors, 0 warnings, 0 notes.\n"))
  }
}
