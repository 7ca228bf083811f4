#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The memory of a buffer that is about to be filled.
///
/// Fresh memory comes page by page, with a fault for each, when it is first written to. For a document
/// that costs as much as reading it; one large page in their place costs a tenth.
@usableFromInline final class PageSupply: @unchecked Sendable {
  /// Below this a large page would be mostly empty.
  private static let worthwhile = 1_048_576
  private static let largePage = 2_097_152

  /// `capacity` bytes of no known value. They are written to only before others see this object.
  @usableFromInline let memory: UnsafeMutableRawBufferPointer
  private let mapping: UnsafeMutableRawBufferPointer?

  init(capacity: Int) {
    mapping = Self.map(capacity)
    memory =
      mapping.map { Self.aligned($0, capacity: capacity) }
      ?? .allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    if let mapping {
      munmap(mapping.baseAddress, mapping.count)
    } else {
      memory.deallocate()
    }
  }

  /// Address space for `capacity` bytes from the start of a large page on; nil where that is not worth
  /// it or the system says no.
  private static func map(_ capacity: Int) -> UnsafeMutableRawBufferPointer? {
    #if os(Linux)
      let (length, isTooLong) = capacity.addingReportingOverflow(largePage)
      guard capacity >= worthwhile, !isTooLong else { return nil }
      let address = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let address, address != MAP_FAILED else { return nil }
      return UnsafeMutableRawBufferPointer(start: address, count: length)
    #else
      return nil
    #endif
  }

  private static func aligned(
    _ mapping: UnsafeMutableRawBufferPointer, capacity: Int
  ) -> UnsafeMutableRawBufferPointer {
    #if os(Linux)
      let skipped =
        mapping.baseAddress.map { (largePage - Int(bitPattern: $0) % largePage) % largePage } ?? 0
      let room = UnsafeMutableRawBufferPointer(rebasing: mapping[skipped..<(skipped + capacity)])
      // Whole large pages, the last one too where it is more than half full.
      let pages = (capacity + largePage / 2) / largePage
      let length = min(pages * largePage, mapping.count - skipped)
      _ = madvise(room.baseAddress, length, MADV_HUGEPAGE)
      return room
    #else
      return mapping
    #endif
  }
}
