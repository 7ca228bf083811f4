import Foundation

/// Public exports that lie beside the project. They are no part of it; tests that need them are skipped
/// where they are absent.
package enum RealExports {
  package static let folder = Samples.root.deletingLastPathComponent()
    .appending(path: "shared/exports")

  /// For `.enabled(if:)`.
  package static let arePresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "entra-connect-ad.xml").path)
  package static let absence: String =
    "the real exports are not beside the project, in ../shared/exports"

  package static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The Active Directory connector of an Entra Connect server, all secure.
  package static func entraConnect() throws -> [UInt8] { try bytes("entra-connect-ad.xml") }

  /// The same with every `sign-and-seal` turned from 1 to 0, element and parameter.
  package static func insecureEntraConnect() throws -> [UInt8] {
    turnedOff(try entraConnect())
  }

  /// Every `sign-and-seal` with the value 1 turned to 0, by the text and not by any parser of ours.
  package static func turnedOff(_ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    text = text.replacingOccurrences(
      of: "<sign-and-seal>1</sign-and-seal>", with: "<sign-and-seal>0</sign-and-seal>")
    text = text.replacingOccurrences(
      of: #"(<parameter name="sign-and-seal"[^>]*>)1(</parameter>)"#, with: "$10$2",
      options: .regularExpression)
    return Array(text.utf8)
  }
}
