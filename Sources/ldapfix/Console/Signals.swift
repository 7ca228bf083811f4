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

  /// Ends the program with `code`.
  static func end(with code: Int32) -> Never { exit(code) }

  private static func isIgnore(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
