import SystemPackage

/// A folder in which the results stand as the inputs stand in theirs.
///
/// The files of the only folder keep the path that they have in it. Of several folders, each one's files
/// stand in a folder of its name, as `cp -r` would have it. A file that was named keeps the path under
/// which it was named, without what leads up or to the root.
package struct OutputTree: Sendable {
  package let root: FilePath
  private let keepsFolderNames: Bool

  /// - Parameter paths: what the user named, files and folders.
  package init(root: FilePath, for paths: [FilePath]) {
    self.root = root
    keepsFolderNames = paths.count > 1
  }

  /// Where the result of `file` goes.
  package func path(for file: FoundFile) -> FilePath {
    root.appending(relativePath(for: file).components)
  }

  /// The path of `file` in the tree.
  package func relativePath(for file: FoundFile) -> FilePath {
    guard let folder = file.folder else { return Self.withoutLead(file.path) }
    let inside = FilePath(
      root: nil, file.path.components.dropFirst(folder.components.count))
    guard keepsFolderNames, let name = Self.withoutLead(folder).lastComponent else { return inside }
    return FilePath(root: nil, [name]).appending(inside.components)
  }

  private static func withoutLead(_ path: FilePath) -> FilePath {
    FilePath(
      root: nil,
      path.lexicallyNormalized().components.drop { $0.kind != .regular })
  }

  /// Two files with one result.
  package struct Collision: Error, Sendable {
    package var first: FilePath
    package var second: FilePath
    package var output: FilePath
  }

  /// Finds files that would get the same result, and results that would take the place of an input.
  ///
  /// - Parameter distinguishesCase: whether the file system tells names apart that differ in case only.
  /// - Throws: ``Collision``.
  package func check(_ files: [FoundFile], distinguishesCase: Bool) throws(Collision) {
    var inputs: [FileIdentity: FilePath] = [:]
    for file in files {
      if let identity = file.identity { inputs[identity] = file.path }
    }
    var taken: [String: FilePath] = [:]
    for file in files {
      let output = path(for: file)
      let name = RawText.text(of: output)
      if let first = taken.updateValue(
        file.path, forKey: distinguishesCase ? name : name.lowercased())
      {
        throw Collision(first: first, second: file.path, output: output)
      }
      let existing: FileAttributes? = (try? FileAttributes.of(output)) ?? nil
      if let existing, let input = inputs[existing.identity] {
        throw Collision(first: input, second: file.path, output: output)
      }
    }
  }

  /// Whether the file system of `folder`, which exists, tells names apart that differ in case only.
  package static func distinguishesCase(in folder: FilePath) -> Bool {
    guard let file = try? TemporaryFile(in: folder), let name = file.path.lastComponent else {
      return true
    }
    let other = folder.appending(name.string.uppercased())
    let attributes: FileAttributes? = (try? FileAttributes.of(other)) ?? nil
    return attributes == nil
  }
}
