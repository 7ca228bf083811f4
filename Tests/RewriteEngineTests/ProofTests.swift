import RewriteEngine
import SourceXML
import TestSupport
import Testing

/// The proof is worth something only if it fails for a result that is wrong.
@Suite("Proof")
struct ProofTests {
  /// A way to spoil a right result, and the claim that must fail.
  struct Damage: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var claim: String
    var damage: @Sendable ([UInt8]) -> [UInt8]
  }

  static let damages: [Damage] = [
    Damage(
      testDescription: "the last byte is lost", claim: "the bytes outside the edits are the same"
    ) {
      Array($0.dropLast())
    },
    Damage(testDescription: "a byte is added", claim: "the bytes outside the edits are the same") {
      $0 + [0x0A]
    },
    Damage(
      testDescription: "the first byte differs", claim: "the bytes outside the edits are the same"
    ) {
      [0x20] + $0.dropFirst()
    },
    Damage(testDescription: "a value is not changed", claim: "the edits are made") {
      replacing("<sign-and-seal>1<", "<sign-and-seal>0<", in: $0)
    },
    Damage(
      testDescription: "a byte in the schema differs",
      claim: "the bytes outside the edits are the same"
    ) {
      replacing("<schema", "<Schema", in: $0)
    },
    Damage(testDescription: "it is empty", claim: "the bytes outside the edits are the same") { _ in
      []
    },
  ]

  @Test("fails where", arguments: damages)
  func fails(_ damage: Damage) throws {
    let correction = try correction(of: Samples.bytes("entra-connect"))
    let right = Array(try correction.correctedBytes())
    let wrong = damage.damage(right)
    #expect(wrong != right)
    #expect { try Proof(of: SourceBytes(wrong), correcting: correction).check() } throws: {
      ($0 as? ProofError)?.claim == damage.claim
    }
    try Proof(of: SourceBytes(right), correcting: correction).check()
  }

  /// Edits that a defect might plan: the splice is faithful, and the result still wrong.
  static let wrongReplacements: [(replacement: String, claim: String)] = [
    ("2", "nothing is left to correct"),
    ("</sign-and-seal>", "the result is an export"),
    ("1<a/>", "nothing is left to correct"),
    ("<![CDATA[", "the result is an export"),
    ("1</sign-and-seal><sign-and-seal>1", "every element is in its place"),
  ]

  @Test("fails where an edit says something else", arguments: wrongReplacements)
  func wrongEdit(_ replacement: String, _ claim: String) throws {
    let planned = try correction(of: Samples.bytes("entra-connect"))
    var edits = planned.edits
    edits[0].replacement = Array(replacement.utf8)
    edits[0].storedReplacement = Array(replacement.utf8)
    let wrong = Correction(planned, edits: edits)
    let result = try splice(planned.export.document.text.bytes, edits)
    #expect { try Proof(of: result, correcting: wrong).check() } throws: { error in
      (error as? ProofError)?.claim == claim
    }
  }

  @Test(
    "fails where an edit is planned outside the options",
    arguments: [
      "cookie>", "schema>", "<parameter name=", "<category>AD",
    ])
  func strayEdit(_ place: String) throws {
    let planned = try correction(of: Samples.bytes("entra-connect"))
    let text = planned.export.document.text
    let found = try #require(Array(text[0..<text.utf8Count]).firstRange(of: Array(place.utf8)))
    let start = found.upperBound
    let stray = Edit(
      range: start..<start, replacement: Array("x".utf8), storedRange: start..<start,
      storedReplacement: Array("x".utf8))
    let edits = (planned.edits + [stray]).sorted { $0.range.lowerBound < $1.range.lowerBound }
    let result = try splice(text.bytes, edits)
    #expect {
      try Proof(of: result, correcting: Correction(planned, edits: edits)).check()
    } throws: {
      ($0 as? ProofError)?.claim == "every edit is in its element"
    }
  }

  private static func replacing(_ old: String, _ new: String, in bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let range = text.firstRange(of: old) else { return bytes }
    return Array(text.replacingCharacters(in: range, with: new).utf8)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
