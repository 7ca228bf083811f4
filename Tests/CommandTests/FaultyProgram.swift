import Foundation
import TestExports

/// The program with one call that fails: `Tests/Faults/faults.c` in LD_PRELOAD.
struct FaultyProgram {
  /// Which calls count, and how one of them fails, in the words of `faults.c`.
  var call: String
  var kind: Kind
  var isForEver = false

  enum Kind: Sendable {
    case inputOutput, noMemory
    /// The call is made, and SIGTERM comes before it.
    case termination

    /// The numbers of errors are not the same on all systems.
    var text: String {
      switch self {
      case .inputOutput: "\(EIO)"
      case .noMemory: "\(ENOMEM)"
      case .termination: "signal-\(SIGTERM)"
      }
    }
  }

  /// The library; nil where it cannot be built, as without a C compiler or outside of Linux.
  static let library: URL? = {
    #if os(Linux)
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "ldapfix-test-faults-\(ProcessInfo.processInfo.processIdentifier)")
      let source = Samples.root.appending(path: "Tests/Faults/faults.c").path
      let library = folder.appending(path: "faults.so")
      let run = try? Program.shell(
        """
        mkdir -p '\(folder.path)'
        for compiler in cc clang gcc; do
          command -v $compiler >/dev/null || continue
          $compiler -O1 -shared -fPIC -o '\(library.path)' '\(source)' -ldl && exit
        done
        exit 1
        """)
      atexit { FaultyProgram.removeLibrary() }
      return run?.exitCode == 0 ? library : nil
    #else
      return nil
    #endif
  }()

  private static func removeLibrary() {
    guard let library else { return }
    try? FileManager.default.removeItem(at: library.deletingLastPathComponent())
  }

  /// Runs `ldapfix` with `arguments` while the call of this number fails.
  ///
  /// - Returns: nil where there were fewer calls, and nothing has failed.
  func run(
    _ arguments: [String], failing number: Int, in folder: URL
  ) throws -> Program.Outcome? {
    let scratch = try Scratch()
    let mark = scratch.url("mark")
    let outcome = try Program.run(
      arguments, in: folder,
      environment: [
        "LD_PRELOAD": Self.library?.path ?? "", "FAULT_CALL": call, "FAULT_AT": "\(number)",
        "FAULT_KIND": kind.text, "FAULT_MODE": isForEver ? "ever" : "once",
        "FAULT_MARK": mark.path, "SWIFT_BACKTRACE": "enable=no",
      ])
    return FileManager.default.fileExists(atPath: mark.path) ? outcome : nil
  }
}
