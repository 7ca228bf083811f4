import ConnectorExport
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Properties of generated exports")
struct PropertyTests {
  static let seeds = 0..<400

  @Test("every value that must change does, and no other byte")
  func outsideEdits() throws {
    for seed in Self.seeds {
      let export = GeneratedExport(seed: UInt64(seed))
      let bytes = Array(export.text.utf8)
      let correction = try correction(of: bytes)
      let values = correction.edits.count { !$0.replacement.isEmpty }
      #expect(values == export.expectedChanges, "seed \(seed)")
      let result = Array(try correction.correctedBytes())
      // Compared without the library's own idea of what splicing is.
      var rest = result[...]
      var read = 0
      for edit in correction.edits {
        #expect(rest.starts(with: bytes[read..<edit.storedRange.lowerBound]), "seed \(seed)")
        rest = rest.dropFirst(edit.storedRange.lowerBound - read)
        #expect(rest.starts(with: edit.storedReplacement), "seed \(seed)")
        rest = rest.dropFirst(edit.storedReplacement.count)
        read = edit.storedRange.upperBound
      }
      #expect(rest.elementsEqual(bytes[read...]), "seed \(seed)")
    }
  }

  @Test("patching the result changes nothing")
  func idempotence() throws {
    for seed in Self.seeds {
      let result = try corrected(Array(GeneratedExport(seed: UInt64(seed)).text.utf8))
      let again = try correction(of: result)
      #expect(again.edits.isEmpty, "seed \(seed)")
    }
  }

  @Test("an insertion parses to its place: every place ends with its nodes, all of them 1")
  func insertions() throws {
    for seed in Self.seeds {
      let before = try Export(SourceBytes(Array(GeneratedExport(seed: UInt64(seed)).text.utf8)))
      let after = try Export(
        SourceBytes(try corrected(before.document.text.bytes)))
      #expect(before.connectors.count == after.connectors.count)
      for (old, new) in zip(before.connectors, after.connectors) {
        #expect(old.options.map(\.place) == new.options.map(\.place))
        for (was, options) in zip(old.options, new.options) where !was.usesTLS {
          #expect(options.signAndSeal.elements.map(\.value) == [.on], "seed \(seed)")
          let parameters = options.signAndSeal.parameters.map(\.value)
          #expect(parameters == (was.parameterContainer == nil ? [] : [.on]), "seed \(seed)")
        }
      }
    }
  }

  @Test(
    "nothing becomes less secure, whatever the policy",
    arguments: [
      CorrectionPolicy(tls: .replace, hardens: true), CorrectionPolicy(tls: .replace),
      CorrectionPolicy(hardens: true),
    ])
  func security(_ policy: CorrectionPolicy) throws {
    for seed in Self.seeds {
      let bytes = Array(GeneratedExport(seed: UInt64(seed)).text.utf8)
      let old = try correction(of: bytes, policy: policy)
      let after = try Export(SourceBytes(try corrected(bytes, policy: policy)))
      for (was, now) in zip(old.export.connectors, after.connectors) {
        for (was, now) in zip(was.options, now.options) {
          #expect(!was.signAndSeal.isOn || now.signAndSeal.isOn, "seed \(seed)")
          #expect(!was.usesTLS || now.usesTLS || now.signAndSeal.isOn, "seed \(seed)")
        }
      }
    }
  }
}
