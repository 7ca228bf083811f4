import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The folders that results and reports go to.
package enum OutputFolder {
  /// Refuses a report that could not be written at the end of a long run.
  ///
  /// - Throws: ``FileError``.
  package static func checkWritable(_ path: FilePath) throws(FileError) {
    let folder = of(path)
    guard folder.withPlatformString({ access($0, W_OK) }) == 0 else {
      throw FileError(.cannotCreate, path, "cannot be created", Errno(rawValue: errno))
    }
    let existing = FileAttributes.ifKnown(path)
    guard let existing, existing.kind != .regular else { return }
    throw FileError(
      .cannotCreate, path, existing.kind == .folder ? "is a folder" : "is no regular file",
      remedy: "name a file")
  }

  /// The folder that `path` stands in.
  package static func of(_ path: FilePath) -> FilePath {
    let folder = path.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Makes sure that `folder` exists, with those above it.
  ///
  /// - Throws: ``FileError``.
  package static func make(_ folder: FilePath) throws(FileError) {
    guard folder.withPlatformString({ mkdir($0, 0o777) }) != 0 else { return }
    switch Errno(rawValue: errno) {
    case .fileExists:
      guard try FileAttributes.ofOutput(folder)?.kind != .folder else { return }
      throw FileError(
        .cannotCreate, folder, "exists and is no folder", remedy: "name another folder")
    case .noSuchFileOrDirectory where !folder.removingLastComponent().isEmpty:
      try make(folder.removingLastComponent())
      guard folder.withPlatformString({ mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
      throw FileError(.cannotCreate, folder, "cannot be created", Errno(rawValue: errno))
    case let code: throw FileError(.cannotCreate, folder, "cannot be created", code)
    }
  }

  /// The path of `folder` without links; nil where there is no such folder.
  static func real(_ folder: FilePath) -> FilePath? {
    folder.withPlatformString { name in
      guard let real = realpath(name, nil) else { return nil }
      defer { free(real) }
      return FilePath(platformString: real)
    }
  }

  /// Removes the temporary files that runs on this machine have left in `folder` when they were killed.
  ///
  /// - Returns: how many there were.
  @discardableResult
  package static func clean(_ folder: FilePath) -> Int {
    guard let names = try? FolderWalk.names(in: folder) else { return 0 }
    return names.count { TemporaryFile.isOurs($0) && removeIfAbandoned(folder.appending($0)) }
  }

  /// Removes a temporary file that nobody is at work on.
  private static func removeIfAbandoned(_ path: FilePath) -> Bool {
    // A named pipe of such a name would keep whoever opens it waiting for a writer.
    guard
      let file = try? FileDescriptor.open(
        path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec])
    else { return false }
    defer { try? file.close() }
    guard let attributes = try? FileAttributes.of(file), attributes.kind == .regular,
      flock(file.rawValue, LOCK_EX | LOCK_NB) == 0
    else { return false }
    return path.withPlatformString { unlink($0) } == 0
  }
}
