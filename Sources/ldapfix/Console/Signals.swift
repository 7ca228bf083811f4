#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What signals do to the program.
enum Signals {
  /// SIGINT, SIGTERM and SIGHUP end the program with 128 and their number. Files in flight are safe:
  /// while there are any, these signals wait.
  static func endQuietly() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      sigaddset(&set, number)
      let previous = signal(number) { _exit(128 + $0) }
      // A program under nohup stays deaf.
      if isIgnore(previous) { signal(number, SIG_IGN) }
    }
    // A limit on the size of files is an error of the write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    // A parent may have started the program from a thread that blocks them all.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// From now on the first signal only asks the run to stop; the next one ends the program.
  ///
  /// - Returns: what says which signal has come, if any.
  static func waitForStop() -> StopRequest? {
    guard let request = StopRequest() else { return nil }
    stopWriter = request.writer
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Signals.stopWriter, &byte, 1)
        signal(SIGINT) { _exit(128 + $0) }
        signal(SIGTERM) { _exit(128 + $0) }
        signal(SIGHUP) { _exit(128 + $0) }
      }
      if isIgnore(previous) { signal(number, SIG_IGN) }
    }
    return request
  }

  /// From now on a reader of messages that goes away does not end the program: files are in flight.
  static func outliveReaders() { signal(SIGPIPE, SIG_IGN) }

  /// Where the handler writes: it may touch nothing else. Set before there is a handler.
  private nonisolated(unsafe) static var stopWriter: Int32 = -1

  /// Ends the program with `code`.
  static func end(with code: Int32) -> Never { exit(code) }

  private static func isIgnore(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// A pipe into which a signal's handler writes its number.
struct StopRequest {
  private let reader: Int32
  fileprivate let writer: Int32

  fileprivate init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (reader, writer) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
  }

  /// The signal that has come since the last question.
  var signal: Int32? {
    var byte: UInt8 = 0
    return read(reader, &byte, 1) == 1 ? Int32(byte) : nil
  }
}
