import Foundation

/// A folder for one test, which vanishes with it.
package final class Scratch: Sendable {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "ldapfix-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  package func url(_ name: String) -> URL { folder.appending(path: name) }

  /// Writes a file and says where it is.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
    let url = url(name)
    try Data(bytes).write(to: url)
    return url
  }

  /// The names of all files, hidden ones too.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  package func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }
}
