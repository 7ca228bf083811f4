import ConnectorExport
import Emitter
import RewriteEngine
import SourceXML
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the program says about its run, on standard error, and whether it does so in colour.
struct Console {
  private let options: SharedOptions
  let errorStyle: Style
  let outputStyle: Style

  init(_ options: SharedOptions) {
    self.options = options
    errorStyle = Style(options.color, descriptor: .standardError)
    outputStyle = Style(options.color, descriptor: .standardOutput)
  }

  /// An error, as one line: `ldapfix: FILE:LINE:COLUMN: what is wrong, and what to do`.
  func report(_ error: any Error, file: String) {
    let (place, message) = Self.describe(error)
    let location = ([file] + place).map(TerminalText.escape).joined(separator: ":")
    write("\(errorStyle.red("ldapfix: \(location):")) \(TerminalText.escape(message))")
  }

  /// What a correction leaves for a person, and with `--verbose` what else it leaves alone.
  func warn(_ findings: [Finding], file: String, in text: SourceText) throws {
    let shown = findings.filter { !$0.isCorrected && ($0.isInsecure || options.verbose) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    let positions = try text.positions(of: shown.map(\.range.lowerBound))
    for (finding, position) in zip(shown, positions) {
      let level = finding.isInsecure ? errorStyle.yellow("warning:") : errorStyle.cyan("note:")
      let place = "\(TerminalText.escape(file)):\(position.line):\(position.column):"
      write(
        "\(errorStyle.bold("ldapfix: \(place)")) \(level) "
          + TerminalText.escape(
            "\(finding.connector.title), \(finding.place.title): \(finding.message)")
          + " [\(finding.rule.rawValue)]")
    }
  }

  /// Something that the user may want to know; `--quiet` leaves it out.
  func say(_ line: String) {
    if !options.quiet { write(line) }
  }

  /// Something that only `--verbose` tells.
  func detail(_ line: String) {
    if options.verbose { write(line) }
  }

  private func write(_ line: String) {
    // There is nobody left to tell if this fails.
    _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8)
  }

  private static func describe(_ error: any Error) -> (place: [String], message: String) {
    func place(_ position: SourcePosition?) -> [String] {
      position.map { ["\($0.line)", "\($0.column)"] } ?? []
    }
    switch error {
    case let error as SourceError:
      return (place(error.position), "\(error.message); \(error.remedy)")
    case let error as ExportError:
      return (place(error.position), "\(error.message); \(error.remedy)")
    case let error as FileError:
      return ([], "\(error.message); \(error.remedy)")
    case let error as ProofError:
      return (
        [],
        "the result did not verify (\(error.claim)), so nothing was written; this is a defect of "
          + "ldapfix: please report it"
      )
    case is Interruption:
      return ([], "interrupted; the file is as it was")
    default:
      return ([], "\(error); this is a defect of ldapfix: please report it")
    }
  }
}

/// The colours of one stream, or none.
struct Style {
  let isColored: Bool

  init(_ choice: ColorChoice, descriptor: FileDescriptor) {
    isColored =
      switch choice {
      case .always: true
      case .never: false
      case .auto:
        isatty(descriptor.rawValue) == 1 && !Self.isSet("NO_COLOR") && !Self.isDumbTerminal
      }
  }

  func bold(_ text: String) -> String { wrap(text, "1") }
  func red(_ text: String) -> String { wrap(text, "1;31") }
  func green(_ text: String) -> String { wrap(text, "32") }
  func yellow(_ text: String) -> String { wrap(text, "1;33") }
  func cyan(_ text: String) -> String { wrap(text, "36") }
  func removed(_ text: String) -> String { wrap(text, "31") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Set and not empty (no-color.org).
  private static func isSet(_ name: String) -> Bool {
    getenv(name).map { $0.pointee != 0 } ?? false
  }

  private static var isDumbTerminal: Bool {
    getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
  }
}
