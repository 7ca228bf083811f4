internal import CLibXML2

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory for libxml2 where the system has no more.
///
/// Where an allocation fails in XPath, libxml2 2.9.14 follows a null pointer, and the process ends; where one
/// fails in the search for a converter, it knows no such encoding and does not say why. So a thread that does
/// this gets from here what the system refuses, and what came of it is refused afterwards.
enum MemoryReserve {
  private static let capacity = 262_144
  /// Before each block stands its size.
  private static let alignment = 16

  // Literals first, so that no look at them has to ask whether they are set up.
  private nonisolated(unsafe) static var start: UInt = 0
  private nonisolated(unsafe) static var used: UInt = 0
  private nonisolated(unsafe) static var blocks = 0
  private nonisolated(unsafe) static var lock: UnsafeMutablePointer<pthread_mutex_t>?
  private nonisolated(unsafe) static var threads = pthread_key_t()
  // What libxml2 allocated with before, which may be a host's own.
  private nonisolated(unsafe) static var systemFree: xmlFreeFunc?
  private nonisolated(unsafe) static var systemAllocate: xmlMallocFunc?
  private nonisolated(unsafe) static var systemResize: xmlReallocFunc?

  /// Makes libxml2 allocate by way of the reserve. To be called before anything else of libxml2, once.
  static func setUp() {
    // Variables of the function: one of the type whose address is taken is checked at each access.
    var key = pthread_key_t()
    var free: xmlFreeFunc?
    var allocate: xmlMallocFunc?
    var resize: xmlReallocFunc?
    guard let reserve = malloc(capacity), pthread_key_create(&key, nil) == 0 else { return }
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    guard pthread_mutex_init(mutex, nil) == 0, xmlMemGet(&free, &allocate, &resize, nil) == 0
    else { return }
    (systemFree, systemAllocate, systemResize) = (free, allocate, resize)
    threads = key
    start = UInt(bitPattern: reserve)
    lock = mutex
    xmlMemSetup(
      { MemoryReserve.free($0) }, { MemoryReserve.allocate($0) }, { MemoryReserve.resize($0, $1) },
      { MemoryReserve.copy($0) })
  }

  /// From now on what the system refuses to this thread comes from the reserve, and `flag` becomes 1 where
  /// that happens; with nil no longer.
  static func serve(_ flag: UnsafeMutablePointer<Int32>?) {
    if lock != nil { pthread_setspecific(threads, flag) }
  }

  private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    systemAllocate?(size) ?? reserved(size)
  }

  private static func free(_ block: UnsafeMutableRawPointer?) {
    guard let block else { return }
    guard isReserved(block) else {
      systemFree?(block)
      return
    }
    _ = withLock {
      blocks -= 1
      if blocks == 0 { used = 0 }
    }
  }

  private static func resize(
    _ block: UnsafeMutableRawPointer?, _ size: Int
  ) -> UnsafeMutableRawPointer? {
    guard let block else { return allocate(size) }
    // libxml2 copes where what it has cannot grow.
    guard isReserved(block) else { return systemResize?(block, size) }
    guard let new = allocate(size) else { return nil }
    let old = (block - alignment).load(as: Int.self)
    new.copyMemory(from: block, byteCount: min(old, size))
    free(block)
    return new
  }

  private static func copy(_ text: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? {
    guard let text, let new = allocate(strlen(text) + 1) else { return nil }
    return strcpy(new.assumingMemoryBound(to: CChar.self), text)
  }

  private static func reserved(_ size: Int) -> UnsafeMutableRawPointer? {
    guard lock != nil, size >= 0, size <= capacity - 2 * alignment,
      let flag = pthread_getspecific(threads)
    else { return nil }
    flag.storeBytes(of: 1, as: Int32.self)
    return withLock {
      // Even an empty block stands within the reserve, by which it is known.
      let length = UInt(alignment + (max(size, 1) + alignment - 1) / alignment * alignment)
      guard length <= UInt(capacity) - used,
        let block = UnsafeMutableRawPointer(bitPattern: start + used)
      else { return nil }
      used += length
      blocks += 1
      block.storeBytes(of: size, as: Int.self)
      return block + alignment
    }
  }

  private static func isReserved(_ block: UnsafeMutableRawPointer) -> Bool {
    UInt(bitPattern: block) &- start < UInt(capacity)
  }

  /// What `body` makes while no other thread is in the reserve; nil where it was not set up.
  private static func withLock<Result>(_ body: () -> Result?) -> Result? {
    guard let lock else { return nil }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }
}
