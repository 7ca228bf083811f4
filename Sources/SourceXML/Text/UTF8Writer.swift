/// Writes text as UTF-8 into the memory that it will stay in.
struct UTF8Writer {
  private let room: UnsafeMutableRawBufferPointer
  /// The number of bytes written.
  private(set) var count = 0

  /// - Parameter room: for all that will be written; what does not fit is dropped.
  init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

  mutating func append(_ byte: UInt8) {
    guard count < room.count else { return }
    room[count] = byte
    count += 1
  }

  /// Writes a character by its number; nothing for a surrogate, which is none.
  mutating func append(scalar value: UInt32) {
    guard let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar) else { return }
    for byte in bytes { append(byte) }
  }

  /// The place behind what has been written.
  func position(storedOffset: Int) -> SourcePosition {
    UnsafeBufferPointer(rebasing: UnsafeRawBufferPointer(room).bindMemory(to: UInt8.self)[..<count])
      .position(at: count, storedOffset: storedOffset)
  }
}
