import Emitter

/// The command line's arguments with nothing lost.
enum RawArguments {
  /// False where the system keeps even the program's name to itself: Swift reads them from /proc.
  static var areKnown: Bool { CommandLine.argc > 0 }

  /// All arguments behind the program's name.
  static var all: [String] {
    var arguments: [String] = []
    for index in 1..<max(Int(CommandLine.argc), 1) {
      guard let argument = CommandLine.unsafeArgv[index] else { break }
      arguments.append(RawText.text(of: argument))
    }
    return arguments
  }
}
