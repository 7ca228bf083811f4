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
  func growth() async {
    // In a process of its own: other tests would use the same heap meanwhile.
    await #expect(processExitsWith: .success) {
      // Scripts/try-sanitizers asks for more.
      let parses = Int(ProcessInfo.processInfo.environment["LDAPFIX_PARSES"] ?? "") ?? 100
      let inputs =
        try ["entra-connect", "missing", "utf-16le-bom", "windows-1252"].map(Samples.bytes)
        + ["truncated", "doctype", "deep", "undeclared-prefix"].map {
          try Samples.bytes("refused/" + $0)
        }
      for input in inputs { for _ in 0..<5 { Self.correct(input) } }
      // What is made once and kept, what malloc itself keeps, and what another thread of the process has
      // just taken comes in some stretches; a leak comes in each.
      var growths: [Int] = []
      repeat {
        let before = Self.inUse
        for index in 0..<parses { Self.correct(inputs[index % inputs.count]) }
        growths.append(Self.inUse - before)
      } while growths.count < 5 || growths.count < 20 && (growths.min() ?? 0) >= 100 * parses
      #expect(try #require(growths.min()) < 100 * parses, "\(growths)")
    }
  }
}
