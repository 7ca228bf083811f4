import ArgumentParser
import Emitter
import SystemPackage

/// A path from the command line, byte for byte.
///
/// Arguments reach Swift as text, in which a byte that is not UTF-8 is lost. So ``RawArguments`` hands
/// over ``RawText``, and this reads it back.
struct PathArgument: ExpressibleByArgument, Hashable {
  var path: FilePath

  init?(argument: String) {
    let bytes = RawText.bytes(of: argument)
    guard !bytes.isEmpty else { return nil }
    self.init(bytes)
  }

  private init(_ bytes: [UInt8]) {
    path = RawText.path(of: bytes)
    // A slash at the end asks for a folder, and the type of paths forgets it.
    if bytes.last == UInt8(ascii: "/"), path.components.last?.kind == .regular {
      path.append(FilePath.Component("."))
    }
  }

  static let defaultCompletionKind = CompletionKind.file()

  var isStandardStream: Bool { path == "-" }

  /// The name of the file without its folder.
  var baseName: String {
    guard !isStandardStream else { return "standard input" }
    return RawText.name(of: path)
  }
}

extension [PathArgument] {
  /// Refuses inputs of which more than one is standard input.
  func refuseSecondStandardInput() throws(ValidationError) {
    if count(where: \.isStandardStream) > 1 {
      throw ValidationError("standard input can be read once only")
    }
  }
}
