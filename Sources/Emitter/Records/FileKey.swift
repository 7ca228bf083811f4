/// Which file a record is about, byte for byte: text that differs only in how an accent is written is equal
/// to Swift, and names two files.
struct FileKey: Hashable, Comparable {
  /// The folders and the name; the root, if the path has one, is an empty folder.
  private let parts: [[UInt8]]
  private let origin: [UInt8]

  /// - Parameter origin: what tells the folder apart in which the path was given.
  init(path: String, origin: String) {
    let slash = UInt8(ascii: "/")
    let parts = path.utf8.split(separator: slash).map { Array($0) }
      .filter { $0 != [UInt8(ascii: ".")] }
    self.parts = path.utf8.first == slash ? [[]] + parts : parts
    self.origin = Array(origin.utf8)
  }

  /// Folder by folder; the files of a folder come before the folders in it.
  static func < (left: FileKey, right: FileKey) -> Bool {
    for (a, b) in zip(left.parts.dropLast(), right.parts.dropLast()) where a != b {
      return a.lexicographicallyPrecedes(b)
    }
    if left.parts.count != right.parts.count { return left.parts.count < right.parts.count }
    let (a, b) = (left.parts.last ?? [], right.parts.last ?? [])
    return a == b
      ? left.origin.lexicographicallyPrecedes(right.origin) : a.lexicographicallyPrecedes(b)
  }
}
