import CPlatform
import ConnectorExport
import Foundation
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Memory")
struct HeapTests {
  private static func correct(_ bytes: [UInt8]) {
    // A refusal must give back what it took too.
    guard let export = try? Export(SourceBytes(bytes)),
      let correction = try? Correction(of: export, policy: CorrectionPolicy()),
      let corrected = try? correction.correctedBytes(), let patched = try? Export(corrected)
    else { return }
    _ = try? Verification(original: export, patched: patched)
  }

  /// Bytes that the heap has given out.
  private static var inUse: Int { Int(mallinfo2().uordblks) }

  @Test("The heap does not grow from parse to parse, read or refused")
  func growth() throws {
    // Scripts/try-sanitizers asks for more.
    let parses = Int(ProcessInfo.processInfo.environment["LDAPFIX_PARSES"] ?? "") ?? 100
    let inputs =
      try ["entra-connect", "missing", "utf-16le-bom", "windows-1252"].map(Samples.bytes)
      + ["truncated", "doctype", "deep", "undeclared-prefix"].map {
        try Samples.bytes("refused/" + $0)
      }
    for input in inputs { for _ in 0..<5 { Self.correct(input) } }
    // Other tests of the same program use the heap meanwhile, so the least growth of several counts.
    let growths = (0..<5).map { _ in
      let before = Self.inUse
      for index in 0..<(parses / 5) { Self.correct(inputs[index % inputs.count]) }
      return Self.inUse - before
    }
    #expect(try #require(growths.min()) < 100 * parses / 5, "\(growths)")
  }
}
