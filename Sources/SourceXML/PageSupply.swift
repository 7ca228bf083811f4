#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Fresh memory comes page by page, with a fault for each, when it is first written to. For a buffer that
/// is about to be filled, asking for all of its pages at once costs a fraction of that.
enum PageSupply {
  /// Below this the question costs more than the faults.
  private static let worthwhile = 262_144

  /// Asks the system for the pages of `buffer`. It may say no, and then they come one by one.
  static func provide(for buffer: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
      guard buffer.count >= worthwhile, let start = buffer.baseAddress else { return }
      let size = Int(sysconf(Int32(_SC_PAGESIZE)))
      guard size > 0 else { return }
      let skipped = (size - Int(bitPattern: start) % size) % size
      let populateWrite: Int32 = 23  // MADV_POPULATE_WRITE, from Linux 5.14 on
      _ = madvise(start + skipped, (buffer.count - skipped) / size * size, populateWrite)
    #endif
  }
}
