#if canImport(Glibc)
  import Glibc
#endif

/// Accesses to files as somebody who is not root.
enum Unprivileged {
  /// The user and the group "nobody".
  static let number: UInt32 = 65_534

  /// For `.enabled(if:)`: who is not root needs no help; root needs Linux, where a thread can have
  /// another user's rights to files.
  static let isPossible = geteuid() != 0 || (change("setfsuid") != nil && change("setfsgid") != nil)
  static let absence: String = "root may do everything, and cannot step back here"

  private typealias Change = @convention(c) (UInt32) -> Int32

  private static func change(_ name: String) -> Change? {
    #if os(Linux)
      dlsym(dlopen(nil, RTLD_NOW), name).map { unsafeBitCast($0, to: Change.self) }
    #else
      nil
    #endif
  }

  /// Calls `body` with the rights of nobody, or with the caller's where that is not root.
  static func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard geteuid() == 0, let setUser = change("setfsuid"), let setGroup = change("setfsgid") else {
      return try body()
    }
    _ = setGroup(number)
    _ = setUser(number)
    defer {
      _ = setUser(0)
      _ = setGroup(0)
    }
    return try body()
  }
}
