import ArgumentParser
import SystemPackage

/// A path from the command line, byte for byte.
///
/// Arguments reach Swift as text, in which a byte that is not UTF-8 is lost. So ``RawArguments`` writes
/// such bytes as characters of a private plane, and this reads them back.
struct PathArgument: ExpressibleByArgument, Hashable {
  var path: FilePath

  init?(argument: String) {
    let bytes = RawArguments.bytes(of: argument)
    guard !bytes.isEmpty else { return nil }
    self.init(bytes)
  }

  private init(_ bytes: [UInt8]) {
    let characters = bytes.map { CInterop.PlatformChar(bitPattern: $0) } + [0]
    path = FilePath(platformString: characters)
    // A slash at the end asks for a folder, and the type of paths forgets it.
    if bytes.last == UInt8(ascii: "/"), path.components.last?.kind == .regular {
      path.append(FilePath.Component("."))
    }
  }

  static let defaultCompletionKind = CompletionKind.file()

  var isStandardStream: Bool { path == "-" }
}

/// The command line's arguments with nothing lost.
enum RawArguments {
  /// Bytes 0x80 to 0xFF stand for themselves from here on, in the last plane of private use.
  private static let first: UInt32 = 0x10_FF00

  /// All arguments behind the program's name.
  static var all: [String] {
    var arguments: [String] = []
    for index in 1..<max(Int(CommandLine.argc), 1) {
      guard let argument = CommandLine.unsafeArgv[index] else { break }
      arguments.append(text(of: UnsafeBufferPointer(start: argument, count: length(argument))))
    }
    return arguments
  }

  private static func length(_ text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }

  private static func text(of bytes: UnsafeBufferPointer<CChar>) -> String {
    let bytes = bytes.map { UInt8(bitPattern: $0) }
    if let valid = String(validating: bytes, as: UTF8.self),
      !valid.unicodeScalars.contains(where: isEscape)
    {
      return valid
    }
    var text = ""
    for byte in bytes {
      guard byte >= 0x80 else {
        text.unicodeScalars.append(Unicode.Scalar(byte))
        continue
      }
      if let scalar = Unicode.Scalar(first + UInt32(byte)) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// The bytes that an argument had.
  static func bytes(of argument: String) -> [UInt8] {
    argument.unicodeScalars.flatMap { scalar in
      isEscape(scalar)
        ? [UInt8(truncatingIfNeeded: scalar.value - first)] : Array(UTF8.encode(scalar) ?? .init())
    }
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    (first + 0x80...first + 0xFF).contains(scalar.value)
  }
}
