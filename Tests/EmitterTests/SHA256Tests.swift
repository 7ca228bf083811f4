import Emitter
import Foundation
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// The examples of FIPS 180-4's validation data, and lengths round the end of a block.
  @Test(
    "known messages have their digests",
    arguments: [
      ("", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"),
      ("abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1"
      ),
    ])
  func known(_ message: String, _ digest: String) {
    #expect(SHA256.hex(of: Array(message.utf8)[...]) == digest)
  }

  @Test("sha256sum agrees for every length round two blocks")
  func lengths() throws {
    let scratch = try Scratch()
    var command = ""
    for length in 0...130 {
      try scratch.write([UInt8](repeating: 0xA5, count: length), to: "\(length)")
      command += " \(length)"
    }
    let run = try Program.shell("sha256sum\(command)", in: scratch.folder)
    let expected = run.text.split(separator: "\n").map { $0.prefix(64).uppercased() }
    try #require(expected.count == 131)
    for length in 0...130 {
      #expect(SHA256.hex(of: [UInt8](repeating: 0xA5, count: length)[...]) == expected[length])
    }
  }

  @Test("the processor's instructions and the program's own lines agree")
  func instructions() {
    var generator = SeededGenerator(seed: 7)
    for length in Array(0...300) + [4_095, 4_096, 100_001] {
      let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      #expect(
        SHA256.digest(of: bytes, usesInstructions: true)
          == SHA256.digest(of: bytes, usesInstructions: false), "\(length)")
    }
  }
}
