import Foundation
import SystemPackage
import TestExports

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the system says of a file, asked without any code of the tool.
struct FileStatus: Equatable {
  var mode: mode_t
  var owner: uid_t
  var group: gid_t
  var number: UInt64
  var device: UInt64
  var linkCount: Int
  var type: mode_t

  /// Of the name itself, even if it is a link.
  init(_ path: FilePath) throws {
    var status = stat()
    guard lstat(path.string, &status) == 0 else { throw Errno(rawValue: errno) }
    mode = status.st_mode & 0o7777
    owner = status.st_uid
    group = status.st_gid
    number = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    linkCount = Int(status.st_nlink)
    type = status.st_mode & S_IFMT
  }
}

extension Scratch {
  func path(_ name: String) -> FilePath { FilePath(url(name).path) }

  /// Writes a file with these permission bits.
  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t) throws -> FilePath {
    try write(Array(text.utf8), to: name)
    try check(chmod(url(name).path, mode))
    return path(name)
  }

  /// Makes a symbolic link to `target`, which may be relative.
  @discardableResult
  func link(_ name: String, to target: String) throws -> FilePath {
    try check(symlink(target, url(name).path))
    return path(name)
  }

  @discardableResult
  func makeFolder(_ name: String, mode: mode_t = 0o755) throws -> FilePath {
    try check(mkdir(url(name).path, 0o755))
    try check(chmod(url(name).path, mode))
    return path(name)
  }

  @discardableResult
  func makePipe(_ name: String) throws -> FilePath {
    try check(mkfifo(url(name).path, 0o644))
    return path(name)
  }

  /// The names of all files in a folder.
  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(folder).path).sorted()
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}

/// Throws what a call of the system complains of.
func check(_ result: CInt) throws {
  guard result == 0 else { throw Errno(rawValue: errno) }
}

/// The file mode creation mask of this process.
func creationMask() throws -> mode_t {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("Umask:") }
  guard let number = line?.split(separator: "\t").last, let mask = mode_t(number, radix: 8) else {
    throw Errno.notSupported
  }
  return mask
}
