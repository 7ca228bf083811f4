import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What the fuzzer starts from, and every input with which it ever broke a claim.
@Suite("Fuzz targets hold their claims")
struct FuzzInputTests {
  private static let corpus = Samples.root.appending(path: "Tests/Fuzzing/Corpus")

  /// The files in `folder`.
  private static func inputs(_ folder: URL) throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().compactMap { name in
      let url = folder.appending(path: name)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        return nil
      }
      return (name, Array(try Data(contentsOf: url)))
    }
  }

  @Test(
    "on inputs that broke one",
    arguments: [FuzzTarget.powershell, .escape, .baseline, .report, .page])
  func found(_ target: FuzzTarget) throws {
    let inputs = try Self.inputs(Self.corpus.appending(path: target.rawValue))
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs {
      #expect(throws: Never.self, "\(name)") { try target.run(bytes) }
    }
  }

  @Test("on the samples, whole and cut", arguments: [FuzzTarget.parse, .assess, .correct, .diff])
  func samples(_ target: FuzzTarget) throws {
    let inputs = try [Samples.folder, Samples.folder.appending(path: "refused")].flatMap(
      Self.inputs)
    #expect(inputs.count > 40)
    for (name, bytes) in inputs {
      for count in [bytes.count, bytes.count / 2, bytes.count - 1] where count >= 0 {
        #expect(throws: Never.self, "\(name)") { try target.run(Array(bytes.prefix(count))) }
      }
    }
  }

  @Test("on generated exports", arguments: [FuzzTarget.parse, .correct, .diff])
  func generated(_ target: FuzzTarget) throws {
    for seed in 0..<40 as Range<UInt64> {
      let text = Array(GeneratedExport(seed: 7_000 + seed).text.utf8)
      #expect(throws: Never.self, "seed \(7_000 + seed)") { try target.run(text) }
    }
  }

  @Test("a broken claim is noticed")
  func broken() throws {
    let diff = try DiffReader(Array("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n".utf8))
    #expect(try diff.apply(to: Array("a\nc\n".utf8)) == Array("b\nc\n".utf8))
    #expect(throws: BrokenClaim.self) { try diff.apply(to: Array("x\n".utf8)) }
  }

  @Test(
    "a page with an error is noticed",
    arguments: [
      "<p>a<b</p>", "<p>a & b</p>", "<p>&apos;</p>", "<p>\u{1}</p>", "<p a=\"b\"\">c</p>",
      "<p a=\"&lt;\">",
      "<p><b></p></b>", "<p>", "<p>a</p>b<", "<!-- a -->", "<script>a</p>",
    ])
  func brokenPage(_ page: String) {
    #expect(throws: BrokenClaim.self) { try PageScan(page) }
  }

  @Test("a page without errors is read")
  func page() throws {
    let page = try PageScan(
      "<!DOCTYPE html><p class=\"a\">&lt;&#39;<br>b</p><script>a<b</script><path d=\"M0\"/>")
    #expect(
      page.tags == [
        "!DOCTYPE html", "p class=\"a\"", "br", "/p", "script", "/script", "path d=\"M0\"/",
      ])
    #expect(page.texts[2...3] == ["<'", "b"])
  }

  @Test(
    "a table with an error is noticed",
    arguments: ["a", "a\n", "a\"b\r\n", "\"a\r\n", "\"a\"b\r\n"])
  func brokenTable(_ table: String) {
    #expect(throws: BrokenClaim.self) { try CSVTable(table) }
  }

  @Test("a table is read, with commas and with semicolons")
  func table() throws {
    let text = "a,\"b;\"\",=\",\r\n,c\r\n"
    #expect(try CSVTable(text).rows == [["a", "b;\",=", ""], ["", "c"]])
    #expect(CSVTable.semicolonCells("a,\"b;=c\"\n\"d;e\"") == ["a,\"b", "=c\"", "d;e"])
  }
}
