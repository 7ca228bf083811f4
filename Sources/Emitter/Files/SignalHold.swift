import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Keeps the signals that would end the program waiting while a half-written file exists.
///
/// A signal that comes meanwhile takes effect when the hold ends; a long write asks between its parts
/// whether one has come, gives up and removes its file. So no handler has to know of files.
struct SignalHold: ~Copyable {
  private var previous = sigset_t()
  private let numbers: [Int32]

  init() {
    numbers = Self.numbers.filter { !Self.isIgnored($0) }
    var held = sigset_t()
    sigemptyset(&held)
    for number in numbers { sigaddset(&held, number) }
    pthread_sigmask(SIG_BLOCK, &held, &previous)
  }

  deinit {
    var restored = previous
    pthread_sigmask(SIG_SETMASK, &restored, nil)
  }

  /// Calls `body` while the signals wait.
  static func during<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let hold = SignalHold()
    let result = try body()
    _ = consume hold
    return result
  }

  /// Throws ``Interruption`` where one of the signals is waiting.
  func checkInterruption() throws(Interruption) {
    var pending = sigset_t()
    guard sigpending(&pending) == 0,
      let signal = numbers.first(where: { sigismember(&pending, $0) == 1 })
    else { return }
    throw Interruption(signal: signal)
  }

  private static let numbers = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF,
  ]

  /// Whether the process is deaf to a signal, as under nohup. It would wait for ever while it is held.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if os(Linux)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    #else
      let handler = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
    #endif
    return handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// A run that a signal has ended; what was in flight is whole, old or new.
package struct Interruption: Error, Sendable, Equatable {
  /// The number of the signal.
  package var signal: Int32
}
