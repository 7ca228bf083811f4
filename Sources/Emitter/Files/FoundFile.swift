import SystemPackage

/// A file that a run is to look at.
package struct FoundFile: Sendable, Equatable {
  package var path: FilePath
  /// The folder in which it was found; nil where it was named.
  package var folder: FilePath?
  /// Its size in bytes, 0 where it is not known.
  package var size: Int
  /// Which file it is under whatever name; nil where nothing is there.
  package var identity: FileIdentity?

  /// No limit is beyond this, and sums of sizes stay in range.
  private static let mostBytes = 1 << 40

  /// Whether it was named rather than found in a folder. What was named must be an export.
  package var isNamed: Bool { folder == nil }

  package init(path: FilePath, folder: FilePath?, attributes: FileAttributes?) {
    self.path = path
    self.folder = folder
    size = min(max(attributes?.size ?? 0, 0), Self.mostBytes)
    identity = attributes?.identity
  }
}
