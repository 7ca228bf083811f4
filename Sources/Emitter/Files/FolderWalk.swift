import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the `*.xml` files of folders, in an order that is the same on every machine.
package struct FolderWalk {
  /// What to leave out.
  private let excluded: [PathPattern]
  /// A folder that is not looked into wherever it is met: where results go.
  private let omitted: FileAttributes?
  /// What could not be read, while the walk goes on.
  package private(set) var errors: [FileError] = []

  /// - Parameters:
  ///   - patterns: paths and names to leave out, in the manner of the shell.
  ///   - omitted: a folder not to look into.
  package init(excluding patterns: [String] = [], omitting omitted: FileAttributes? = nil) {
    excluded = patterns.map(PathPattern.init)
    self.omitted = omitted
  }

  /// The files among `paths` and in the folders among them, each once, sorted within a folder by the
  /// bytes of their names. Links to files are followed. So is a link to a folder that is named, and not one
  /// that is found in a folder.
  package mutating func files(at paths: [FilePath]) -> [FoundFile] {
    var found: [FoundFile] = []
    var seen: Set<FilePath> = []
    for path in paths where !isExcluded(path) {
      var files: [FoundFile] = []
      switch FileAttributes.ifKnown(path) {
      case let attributes? where attributes.kind == .folder:
        walk(path, below: path, into: &files)
      case let attributes:
        // What is not there is reported where it is read.
        files = [FoundFile(path: path, folder: nil, attributes: attributes)]
      }
      for file in files where seen.insert(Self.spelling(of: file.path)).inserted {
        found.append(file)
      }
    }
    return found
  }

  /// What is the same for the same path, however it is spelt. ".." behind a link leads elsewhere than it
  /// seems to, so a path with one is left as it is.
  ///
  /// No text: Swift takes two names for one that differ only in how an accent is written.
  private static func spelling(of path: FilePath) -> FilePath {
    if path.components.contains(where: { $0.kind == .parentDirectory }) { return path }
    let spelling = path.lexicallyNormalized()
    // "-" is standard input, and "./-" a file.
    return spelling == "-" && path != "-" ? "./-" : spelling
  }

  private mutating func walk(
    _ folder: FilePath, below top: FilePath, into found: inout [FoundFile]
  ) {
    let names: [FilePath.Component]
    do {
      names = try Self.names(in: folder)
    } catch {
      errors.append(FileError(.noInput, folder, "cannot be read", error))
      return
    }
    // The files of a folder stand together, before those of the folders in it.
    var folders: [FilePath] = []
    for name in names {
      let path = folder.appending(name)
      guard !isExcluded(path), let own = attributes(path, followingLinks: false) else { continue }
      if own.kind == .folder {
        if let omitted, omitted.isSameFile(as: own) { continue }
        folders.append(path)
      } else if name.extension?.lowercased() == "xml",
        let attributes = own.kind == .link ? target(of: path) : own, attributes.kind == .regular
      {
        found.append(FoundFile(path: path, folder: top, attributes: attributes))
      }
    }
    for folder in folders { walk(folder, below: top, into: &found) }
  }

  /// What the link at `path` leads to; nil where that cannot be looked at, and where it is missing, which
  /// is an error too.
  private mutating func target(of path: FilePath) -> FileAttributes? {
    let known = errors.count
    let target = attributes(path, followingLinks: true)
    if target == nil, errors.count == known {
      errors.append(
        FileError(
          .noInput, path, "is a link that leads nowhere",
          remedy: "mend it, or leave it out with --exclude"))
    }
    return target
  }

  /// What stands at `path`; nil where nothing does any more, and where it cannot be looked at, which is
  /// an error: what nobody has seen is not secure.
  private mutating func attributes(_ path: FilePath, followingLinks: Bool) -> FileAttributes? {
    do {
      return try FileAttributes.of(path, followingLinks: followingLinks)
    } catch {
      errors.append(FileError(.noInput, path, "cannot be read", error))
      return nil
    }
  }

  private func isExcluded(_ path: FilePath) -> Bool {
    excluded.contains { $0.matches(path) }
  }

  /// The names in a folder, sorted by their bytes.
  package static func names(in folder: FilePath) throws(Errno) -> [FilePath.Component] {
    guard let stream = folder.withPlatformString({ opendir($0) }) else {
      throw Errno(rawValue: errno)
    }
    defer { closedir(stream) }
    var names: [FilePath.Component] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CInterop.PlatformChar.self, capacity: 256) {
          FilePath.Component(platformString: $0)
        }
      }
      if let name, name.kind == .regular { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw Errno(rawValue: errno) }
    return names.sorted { left, right in
      left.withPlatformString { left in right.withPlatformString { strcmp(left, $0) < 0 } }
    }
  }
}
