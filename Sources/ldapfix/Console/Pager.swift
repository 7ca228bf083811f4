import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Shows a long text page by page on a terminal, as git does.
enum Pager {
  /// Shows `text`, or prints it where there is no terminal, or one that is as high.
  static func show(_ text: String, _ console: Console) throws {
    guard let height = Terminal.height, text.count(where: \.isNewline) >= height,
      Environment.variable("TERM") != "dumb"
    else { return try console.print(text) }
    // The pager is the user's choice; the text comes from this program alone.
    guard let pipe = popen(Environment.variable("PAGER") ?? "less -FRX", "w") else {
      return try console.print(text)
    }
    // Who leaves the pager early is not to see an error.
    let previous = signal(SIGPIPE, SIG_IGN)
    fputs(text, pipe)
    let status = pclose(pipe)
    signal(SIGPIPE, previous)
    // 127: the shell has found no such program.
    if status == 127 << 8 { try console.print(text) }
  }
}
