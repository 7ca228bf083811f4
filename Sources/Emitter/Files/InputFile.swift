import SourceXML
import SystemPackage

/// A document read from a file or from standard input.
package struct InputFile: Sendable {
  /// The file as it is.
  package var bytes: SourceBytes
  /// What the system said of it before it was read.
  package var attributes: FileAttributes

  /// Reads the file at `path`.
  ///
  /// - Throws: ``FileError``; ``SourceError`` where it is larger than the limit.
  package static func read(_ path: FilePath, limits: SourceLimits = .standard) throws -> InputFile {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
    } catch let code as Errno {
      throw FileError(.noInput, path, "cannot be read", code)
    }
    defer { try? file.close() }
    return try read(file, path: path, limits: limits)
  }

  /// Whether `path` is a device or a named pipe, which may keep its reader waiting.
  package static func isStream(_ path: FilePath) -> Bool {
    let attributes = FileAttributes.ifKnown(path)
    return attributes?.kind == .other
  }

  /// Whether a regular file with exactly these bytes stands at `path`; false also where it cannot be read.
  static func holds(_ path: FilePath, _ bytes: some PiecedBytes) -> Bool {
    guard let attributes = FileAttributes.ifKnown(path), attributes.kind == .regular,
      attributes.size == bytes.count
    else { return false }
    // As large as what is there to compare it with, whatever the limit was for that.
    var limits = SourceLimits.standard
    limits.bytes = bytes.count
    guard let file = try? read(path, limits: limits) else { return false }
    return SplicedBytes(bytes).hasSameBytes(as: file.bytes)
  }

  /// What is shown for standard input.
  package static let standardInputName = "<stdin>"

  /// Reads what an argument of the command line names: a file, or standard input where it is `-`.
  ///
  /// - Throws: ``FileError``; ``SourceError`` where it is larger than the limit.
  package static func read(
    argument path: FilePath, limits: SourceLimits = .standard
  ) throws -> InputFile {
    path == "-" ? try readStandardInput(limits: limits) : try read(path, limits: limits)
  }

  /// Reads a file that is no export: a list, a baseline, a report.
  ///
  /// - Throws: ``FileError``, also where it is larger than any export may be; no option changes that.
  package static func readData(_ path: FilePath) throws -> SourceBytes {
    try data(at: path) { try read(path) }
  }

  /// The same for what an argument of the command line names.
  package static func readData(argument path: FilePath) throws -> SourceBytes {
    try data(at: path) { try read(argument: path) }
  }

  private static func data(
    at path: FilePath, _ read: () throws -> InputFile
  ) throws -> SourceBytes {
    do {
      return try read().bytes
    } catch let error as SourceError {
      throw FileError(.damaged, path, error.message, remedy: "check that it is the file you mean")
    }
  }

  /// Reads standard input to its end.
  package static func readStandardInput(limits: SourceLimits = .standard) throws -> InputFile {
    try read(.standardInput, path: "-", limits: limits)
  }

  private static func read(
    _ file: FileDescriptor, path: FilePath, limits: SourceLimits
  ) throws -> InputFile {
    do {
      let attributes = try FileAttributes.of(file)
      switch attributes.kind {
      case .folder:
        throw FileError(
          .noInput, path, "is a folder", remedy: "name a file; check and batch take folders")
      case .regular where attributes.size == 0:
        // Empty, or a file of /proc, whose size nobody knows before it is read.
        return InputFile(bytes: try readStream(file, limits: limits), attributes: attributes)
      case .regular:
        let bytes = try readRegular(file, path: path, size: attributes.size, limits: limits)
        guard try FileAttributes.of(file).isUnchanged(since: attributes) else {
          throw changed(path)
        }
        return InputFile(bytes: bytes, attributes: attributes)
      case .link, .other:
        return InputFile(
          bytes: try readStream(file, limits: limits), attributes: attributes)
      }
    } catch let code as Errno {
      throw FileError(.readOrWrite, path, "cannot be read", code)
    }
  }

  /// That the file at `path` is not the one that was read any more.
  static func changed(_ path: FilePath) -> FileError {
    FileError(
      .readOrWrite, path, "was changed by somebody else meanwhile",
      remedy: "run again when nothing writes to it")
  }

  /// Reads a file whose size is known, straight into its place.
  private static func readRegular(
    _ file: FileDescriptor, path: FilePath, size: Int, limits: SourceLimits
  ) throws -> SourceBytes {
    guard size <= limits.bytes else { throw SourceError.tooLarge(limits) }
    let bytes = try SourceBytes(capacity: size) { room in
      var count = 0
      while count < room.count {
        let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        if read == 0 { break }
        count += read
      }
      return count
    }
    guard bytes.count == size else { throw changed(path) }
    return bytes
  }

  private static func readStream(
    _ file: FileDescriptor, limits: SourceLimits
  ) throws -> SourceBytes {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let read = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
      if read == 0 { return SourceBytes(bytes) }
      bytes.append(contentsOf: piece[..<read])
      guard bytes.count <= limits.bytes else { throw SourceError.tooLarge(limits) }
    }
  }
}
