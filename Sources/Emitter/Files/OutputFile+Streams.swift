import SourceXML
import SystemPackage

/// Outputs that are written to from where they stand: streams and devices.
extension OutputFile {
  /// What errors call standard output.
  package static let standardOutputName: FilePath = "<stdout>"

  /// Writes a document to standard output.
  package static func writeToStandardOutput(document bytes: some PiecedBytes) throws {
    try write(bytes, to: .standardOutput, named: standardOutputName)
  }

  /// Writes `bytes` to standard output.
  package static func writeToStandardOutput(_ bytes: some Collection<UInt8>) throws {
    do {
      try FileDescriptor.standardOutput.writeAll(bytes)
    } catch let code as Errno {
      throw FileError(.readOrWrite, standardOutputName, "cannot be written", code)
    }
  }

  /// Writes to a device or a named pipe, which cannot be replaced.
  static func writeStraight(_ bytes: some PiecedBytes, to path: FilePath) throws {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
    } catch let code as Errno {
      throw FileError(.cannotCreate, path, "cannot be opened", code)
    }
    defer { try? file.close() }
    try write(bytes, to: file, named: path)
  }

  /// Writes to an open file, which an error calls `path`.
  ///
  /// - Throws: ``FileError``.
  static func write(
    _ bytes: some PiecedBytes, to file: FileDescriptor, named path: FilePath
  ) throws {
    do {
      try file.writeAll(document: bytes)
    } catch {
      throw FileError(.readOrWrite, path, "cannot be written", error)
    }
  }

  /// The open file that a name like `/dev/stdout` or `/dev/fd/63` means. What it leads to is a file of
  /// whoever opened it, not to be replaced but to be written to from where it stands.
  static func openDescriptor(_ path: FilePath) -> FileDescriptor? {
    let name = path.string
    if name == "/dev/stdout" { return .standardOutput }
    if name == "/dev/stderr" { return .standardError }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where name.hasPrefix(folder) {
      return Int32(name.dropFirst(folder.count)).map(FileDescriptor.init(rawValue:))
    }
    return nil
  }
}
