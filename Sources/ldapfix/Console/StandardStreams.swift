#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The three open files that a program begins with.
enum StandardStreams {
  /// Puts something in the place of those that whoever started the program has closed. A file that is
  /// opened later would get the number of one of them, and what is meant for people would go into it.
  ///
  /// What stands in is open the other way round, so that a read or a write fails as it would without it.
  static func occupy() {
    for (number, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      guard open("/dev/null", mode) == number else { _exit(ExitStatus.readOrWrite.code) }
    }
  }
}
