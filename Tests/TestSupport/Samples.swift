import Foundation

/// The files of the Samples folder.
package enum Samples {
  /// The root of the project.
  package static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  package static let folder = root.appending(path: "Samples")

  /// The names of the exports, without ".xml".
  package static let names: [String] = xmlNames(in: folder).filter { !$0.hasSuffix(".corrected") }

  /// The names of the documents that must be refused, without ".xml".
  package static let refusedNames: [String] = xmlNames(in: folder.appending(path: "refused"))

  package static func url(_ name: String) -> URL { folder.appending(path: name + ".xml") }
  package static func refusedURL(_ name: String) -> URL { url("refused/" + name) }

  package static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url(name)))
  }

  /// What a sample must become; a secure one stays as it is.
  package static func correctedBytes(_ name: String) throws -> [UInt8] {
    let corrected = url(name + ".corrected")
    return FileManager.default.fileExists(atPath: corrected.path)
      ? Array(try Data(contentsOf: corrected)) : try bytes(name)
  }

  private static func xmlNames(in folder: URL) -> [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return all.filter { $0.hasSuffix(".xml") }.map { String($0.dropLast(4)) }.sorted()
  }
}
