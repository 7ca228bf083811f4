import ConnectorExport
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Samples")
struct SampleTests {
  @Test("each becomes what stands beside it", arguments: Samples.names)
  func golden(_ name: String) throws {
    #expect(try corrected(Samples.bytes(name)) == Samples.correctedBytes(name))
  }

  @Test("what each becomes is left alone", arguments: Samples.names)
  func idempotence(_ name: String) throws {
    let correction = try correction(of: Samples.correctedBytes(name))
    #expect(correction.edits.isEmpty)
    #expect(correction.assessment.corrected.isEmpty)
  }

  @Test("with the old values put back, the result is the input", arguments: Samples.names)
  func takenBack(_ name: String) throws {
    let bytes = try Samples.bytes(name)
    let correction = try correction(of: bytes)
    let result = Array(try correction.correctedBytes())
    var original: [UInt8] = []
    var read = 0
    var shift = 0
    for edit in correction.edits {
      let start = edit.storedRange.lowerBound + shift
      original += result[read..<start]
      original += bytes[edit.storedRange]
      read = start + edit.storedReplacement.count
      shift += edit.storedReplacement.count - edit.storedRange.count
    }
    original += result[read...]
    #expect(original == bytes)
  }

  @Test("broken inputs are refused", arguments: Samples.refusedNames)
  func refused(_ name: String) throws {
    let bytes = try Samples.bytes("refused/" + name)
    #expect { try correction(of: bytes) } throws: { error in
      error is ExportError || (error as? SourceError).map { $0.reason != .parser } == true
    }
  }

  @Test("there are samples")
  func presence() {
    #expect(Samples.names.count >= 20)
    #expect(Samples.refusedNames.count >= 15)
  }

  @Test(
    "truncated anywhere, a sample is refused", arguments: ["mim", "utf-16le-bom", "awkward-values"])
  func truncated(_ name: String) throws {
    let bytes = try Samples.bytes(name)
    // What stands behind the root element may be missing.
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
    for length in 0..<end {
      #expect(throws: SourceError.self, "\(length) bytes") { try correction(of: bytes[..<length]) }
    }
  }
}
