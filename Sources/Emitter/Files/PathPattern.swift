import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A pattern of paths or names, in the manner of the shell, byte for byte; `*` matches a slash too.
///
/// `./a` is `a` in the folder that paths begin in, and `a/` is `a`. What leads up to a path or stands for the
/// folder itself (`..`, `.`) is no name, so `.*` fits hidden files and not every path.
struct PathPattern: Sendable {
  /// Without what is only spelling, and with a NUL at its end.
  private let bytes: [CChar]
  /// Whether it is for whole paths only.
  private let isAnchored: Bool
  /// Whether it tells itself what leads up.
  private let leadsUp: Bool

  /// - Parameter text: the pattern as ``RawText``.
  init(_ text: String) {
    let raw = RawText.bytes(of: text)
    var rest = raw[...]
    while rest.starts(with: "./".utf8) { rest = rest.dropFirst(2) }
    isAnchored = rest.count < raw.count
    while rest.count > 1, rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    leadsUp = rest.elementsEqual("..".utf8) || rest.starts(with: "../".utf8)
    bytes = rest.map { CChar(bitPattern: $0) } + [0]
  }

  /// Whether the pattern fits the path or the name at its end.
  func matches(_ path: FilePath) -> Bool {
    let path = path.lexicallyNormalized()
    if leadsUp { return fits(path) }
    let components = path.components.drop { $0.kind != .regular }
    guard let name = components.last else { return false }
    return fits(FilePath(root: path.root, components))
      || (!isAnchored && fits(FilePath(root: nil, [name])))
  }

  private func fits(_ path: FilePath) -> Bool {
    path.withPlatformString { fnmatch(bytes, $0, 0) == 0 }
  }
}
