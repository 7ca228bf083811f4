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

  /// How many processors there are to work on.
  static var processors: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }

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
        isColored: isTerminal(descriptor) && environment("NO_COLOR") == nil
          && environment("TERM") != "dumb")
    }
  }

  /// The folder in which the program was started; empty where that is not known.
  static var folder: String {
    guard let name = getcwd(nil, 0) else { return "" }
    defer { free(name) }
    return String(cString: name)
  }

  /// A variable that is set and not empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
