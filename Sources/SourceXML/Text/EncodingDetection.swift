/// What the first bytes of a document say about its encoding.
struct EncodingDetection: Equatable {
  var encoding: SourceEncoding
  /// The number of bytes of the byte order mark, 0 without one.
  var markLength: Int

  /// Decides by the byte order mark, then by where the zeros of the first character stand, then by
  /// the XML declaration. Without any of these it is UTF-8.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(SourceError) {
    let start = Array(bytes.prefix(4))
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      self.init(encoding: .utf8, markLength: 3)
    } else if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] {
      throw Self.utf32
    } else if start.starts(with: [0xFF, 0xFE]) {
      self.init(encoding: .utf16LittleEndian, markLength: 2)
    } else if start.starts(with: [0xFE, 0xFF]) {
      self.init(encoding: .utf16BigEndian, markLength: 2)
    } else if start.count >= 2, Self.canStartDocument(start[0]), start[1] == 0 {
      if start.count == 4, start[2] == 0, start[3] == 0 { throw Self.utf32 }
      self.init(encoding: .utf16LittleEndian, markLength: 0)
    } else if start.count >= 2, start[0] == 0, Self.canStartDocument(start[1]) {
      self.init(encoding: .utf16BigEndian, markLength: 0)
    } else if let declared = Self.declaredEncoding(bytes) {
      guard let encoding = SourceEncoding(declaredName: declared) else {
        throw SourceError(
          .encoding, "the XML declaration says \(declared), but the bytes are not UTF-16",
          remedy: "correct the declaration or export the file again",
          position: .start)
      }
      self.init(encoding: encoding, markLength: 0)
    } else {
      self.init(encoding: .utf8, markLength: 0)
    }
  }

  private init(encoding: SourceEncoding, markLength: Int) {
    self.encoding = encoding
    self.markLength = markLength
  }

  private static let utf32 = SourceError(
    .encoding, "the file is UTF-32, which no export is",
    remedy: "save it as UTF-8 or UTF-16, or export it again",
    position: .start)

  private static func canStartDocument(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte.isXMLBlank
  }

  /// The encoding that the XML declaration at the start of `text` names, if there is one.
  ///
  /// `text` is UTF-8 or any encoding whose ASCII characters are ASCII bytes.
  static func declaredEncoding(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    guard text.starts(with: "<?xml".utf8), text.count > 5, text[5].isXMLBlank else { return nil }
    // A declaration is short; what has no end within this many bytes is left to the parser's error.
    let head = text.prefix(1_024)
    guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let declaration = String(decoding: head[..<end], as: UTF8.self)
    guard let keyword = declaration.firstRange(of: "encoding") else { return nil }
    var rest = declaration[keyword.upperBound...].drop(while: \.isWhitespace)
    guard rest.popFirst() == "=" else { return nil }
    rest = rest.drop(while: \.isWhitespace)
    guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else { return nil }
    guard let close = rest.firstIndex(of: quote) else { return nil }
    let name = rest[..<close]
    guard let first = name.first, first.isASCII, first.isLetter,
      name.utf8.allSatisfy({ Self.isNameByte($0) })
    else { return nil }
    return String(name)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
