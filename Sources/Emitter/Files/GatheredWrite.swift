import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a document of pieces from where they are in memory, many with one call.
struct GatheredWrite {
  private var pieces: ArraySlice<ByteSlice>

  /// What one call takes at most: pieces, as every system allows them, and bytes, so that a signal is
  /// seen soon.
  private static let piecesPerCall = 512
  private static let bytesPerCall = 4_194_304

  init(_ bytes: some PiecedBytes) { pieces = bytes.pieces.filter { !$0.isEmpty }[...] }

  /// Whether all bytes are written.
  var isDone: Bool { pieces.isEmpty }

  /// Writes the next bytes, or none where a signal came.
  mutating func next(to file: FileDescriptor) throws(Errno) {
    var room = Self.bytesPerCall
    var parts: [iovec] = []
    for piece in pieces.prefix(Self.piecesPerCall) where room > 0 {
      let length = min(piece.count, room)
      room -= length
      // The slice keeps the memory.
      parts.append(
        piece.base.withUnsafeBytes {
          iovec(
            iov_base: UnsafeMutableRawPointer(
              mutating: $0.baseAddress.map { $0 + piece.startIndex }),
            iov_len: length)
        })
    }
    let written = withExtendedLifetime(pieces) {
      writev(file.rawValue, parts, Int32(clamping: parts.count))
    }
    guard written >= 0 else {
      let code = Errno(rawValue: errno)
      if code == .interrupted { return }
      throw code
    }
    drop(written)
  }

  /// Leaves out the first `count` bytes.
  private mutating func drop(_ count: Int) {
    var left = count
    while let piece = pieces.first {
      guard piece.count <= left else {
        pieces[pieces.startIndex] = piece.dropFirst(left)
        return
      }
      left -= piece.count
      pieces.removeFirst()
    }
  }
}
