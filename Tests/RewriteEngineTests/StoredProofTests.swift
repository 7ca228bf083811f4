import ConnectorExport
import Foundation
import RewriteEngine
import SourceXML
import TestSupport
import Testing

/// The schema is left out of the second parse in every encoding in which a character stands by itself.
@Suite("Proof in the stored bytes")
struct StoredProofTests {
  /// An encoding, and characters that it has, of one to four bytes in UTF-8.
  struct Stored: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var declaration = ""
    var characters: String
    var encoding: String.Encoding
    var mark: [UInt8] = []

    /// `text` in this encoding.
    func encode(_ text: String) throws -> [UInt8] {
      mark + Array(try #require((declaration + text).data(using: encoding)))
    }
  }

  static let encodings = [
    Stored(testDescription: "UTF-8", characters: "aé€\u{1F5DD}", encoding: .utf8),
    Stored(
      testDescription: "UTF-8 with a mark", characters: "aé€\u{1F5DD}", encoding: .utf8,
      mark: [0xEF, 0xBB, 0xBF]),
    Stored(
      testDescription: "UTF-16LE", characters: "aé€\u{1F5DD}", encoding: .utf16LittleEndian,
      mark: [0xFF, 0xFE]),
    Stored(
      testDescription: "UTF-16BE", characters: "aé€\u{1F5DD}", encoding: .utf16BigEndian,
      mark: [0xFE, 0xFF]),
    Stored(
      testDescription: "ISO-8859-1", declaration: "<?xml version='1.0' encoding='ISO-8859-1'?>",
      characters: "aé", encoding: .isoLatin1),
    Stored(
      testDescription: "windows-1252", declaration: "<?xml version='1.0' encoding='windows-1252'?>",
      characters: "aé€", encoding: .windowsCP1252),
    Stored(
      testDescription: "of a converter", declaration: "<?xml version='1.0' encoding='ISO-8859-2'?>",
      characters: "aéč", encoding: .isoLatin2),
  ]

  /// The text of an export with large schemas before and behind the options.
  private func text(
    _ encoding: Stored, of sample: [UInt8]? = nil
  ) throws -> String {
    let schema =
      "<schema>" + String(repeating: "<a>\(encoding.characters)</a>", count: 900) + "</schema>"
    let sample = String(decoding: try sample ?? Samples.bytes("entra-connect"), as: UTF8.self)
    let start = try #require(sample.range(of: "<ma-data>"))
    let end = try #require(sample.range(of: "</ma-data>", options: .backwards))
    return "<ma-data>\(schema)\(sample[start.upperBound..<end.lowerBound])\(schema)</ma-data>"
  }

  @Test("holds for what is right, byte for byte", arguments: encodings)
  func right(_ encoding: Stored) throws {
    let correction = try correction(of: encoding.encode(text(encoding)))
    #expect(correction.export.document.dropped.count >= 2)
    let expected = try encoding.encode(
      text(encoding, of: Samples.correctedBytes("entra-connect")))
    #expect(Array(try correction.correctedBytes()) == expected)
  }

  @Test("fails where a byte of the schema differs", arguments: encodings)
  func damagedSchema(_ encoding: Stored) throws {
    let correction = try correction(of: encoding.encode(text(encoding)))
    var result = Array(try correction.correctedBytes())
    let schema = try #require(correction.export.document.dropped.last)
    let stored = try correction.export.document.text.storedOffsets(of: [schema.upperBound])[0]
    result[stored - 40] ^= 1
    #expect {
      try Proof(of: SourceBytes(result), correcting: correction).check()
    } throws: {
      ($0 as? ProofError)?.claim == "the bytes outside the edits are the same"
    }
  }

  @Test("fails where an edit stands elsewhere in the bytes than in the text", arguments: encodings)
  func strayInBytes(_ encoding: Stored) throws {
    let planned = try correction(of: encoding.encode(text(encoding)))
    let text = planned.export.document.text
    let schema = try #require(planned.export.document.dropped.first)
    var edits = planned.edits
    // Within the text of an attribute type, on a character's boundary.
    let start = try text.storedOffsets(of: [schema.lowerBound + "<schema><a>".utf8.count])[0]
    edits[0].storedRange = start..<(start + edits[0].storedRange.count)
    let wrong = Correction(planned, edits: edits)
    let result = try splice(text.bytes, edits)
    #expect(throws: ProofError.self) { try Proof(of: result, correcting: wrong).check() }
  }

  @Test("fails where an edit's bytes are not its text", arguments: encodings)
  func otherBytes(_ encoding: Stored) throws {
    let planned = try correction(of: encoding.encode(text(encoding)))
    var edits = planned.edits
    edits[0].replacement = Array("2".utf8)
    let result = try splice(planned.export.document.text.bytes, edits)
    #expect {
      try Proof(of: result, correcting: Correction(planned, edits: edits)).check()
    } throws: {
      ($0 as? ProofError)?.claim == "an edit is the same in the text and in the bytes"
    }
  }
}
