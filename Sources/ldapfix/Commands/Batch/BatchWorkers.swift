import Dispatch

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads that correct files side by side.
///
/// They are the system's own: Swift's tasks run on threads of libdispatch, which ends the whole program
/// where it cannot open a file to watch them, as at the limit of open files.
///
/// Sendable since only the thread that hands out work knows of `threads`, and `waiting` has a lock.
final class BatchWorkers: @unchecked Sendable {
  private let lock = DispatchQueue(label: "workers")
  private let count = DispatchSemaphore(value: 0)
  private var waiting: ArraySlice<@Sendable () -> Void> = []
  private var threads = 0
  private let most: Int

  /// What the parser needs at the most, which the system's C library may have less of for a thread.
  private static let stackBytes = 8 << 20

  /// - Parameter most: how many are at work at once.
  init(most: Int) { self.most = most }

  /// Has a thread do `work`; where the system gives none, it is done here.
  func start(_ work: @escaping @Sendable () -> Void) {
    if threads < most, makeThread() { threads += 1 }
    guard threads > 0 else { return work() }
    lock.sync { waiting.append(work) }
    count.signal()
  }

  private func workForEver() -> Never {
    while true {
      count.wait()
      lock.sync { waiting.popFirst() }?()
    }
  }

  /// - Returns: whether there is one thread more.
  private func makeThread() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    // Signals are for the thread that waits.
    var all = sigset_t()
    var previous = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let workers = Unmanaged.passRetained(self)
    let code = pthread_create(&thread, &attributes, Self.threadBody, workers.toOpaque())
    guard code == 0 else {
      workers.release()
      return false
    }
    return true
  }

  #if canImport(Darwin)
    private typealias Argument = UnsafeMutableRawPointer
  #else
    private typealias Argument = UnsafeMutableRawPointer?
  #endif

  private static let threadBody: @convention(c) (Argument) -> UnsafeMutableRawPointer? = {
    let argument: UnsafeMutableRawPointer? = $0
    guard let argument else { return nil }
    Unmanaged<BatchWorkers>.fromOpaque(argument).takeRetainedValue().workForEver()
  }
}
