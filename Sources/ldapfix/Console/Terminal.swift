import Emitter
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What is known of the terminal, if there is one.
enum Terminal {
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }

  /// The columns of a line: those of the terminal, or 120.
  static var width: Int { width(of: .standardOutput) }

  /// The same of standard error.
  static var errorWidth: Int { width(of: .standardError) }

  private static func width(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    guard isTerminal(descriptor),
      ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return 120 }
    return Int(size.ws_col)
  }

  /// The lines of the terminal, nil where there is none.
  static var height: Int? {
    var size = winsize()
    guard isTerminal(.standardOutput),
      ioctl(FileDescriptor.standardOutput.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0
    else { return nil }
    return Int(size.ws_row)
  }

  /// How text is set off on an output.
  ///
  /// - Parameter choice: what the user wants; a terminal, `NO_COLOR` and `TERM` decide if it is `auto`.
  static func style(_ choice: ColorChoice, for descriptor: FileDescriptor) -> TextStyle {
    switch choice {
    case .always: return TextStyle(isColored: true)
    case .never: return .plain
    case .auto:
      return TextStyle(
        isColored: isTerminal(descriptor) && Environment.variable("NO_COLOR") == nil
          && Environment.variable("TERM") != "dumb")
    }
  }
}
