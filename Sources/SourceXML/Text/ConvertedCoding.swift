internal import CLibXML2

/// Encodings that only libxml2's converters know.
///
/// A converter may replace what it does not understand. Whatever it decodes is therefore encoded
/// again and compared, and a document that does not come back is refused.
enum ConvertedCoding {
  /// The UTF-8 of `text`, whose encoding libxml2 knows as `name`.
  static func decode(_ text: [UInt8], from name: String) throws(SourceError) -> SourceBytes {
    let decoded = try convert(text, name: name, xmlCharEncInFunc)
    guard try encode(decoded, to: name) == text, text.starts(with: decoded.prefix(5)) else {
      throw failure("the bytes are not exactly the text that \(name) makes of them")
    }
    guard !decoded.contains(0) else {
      throw failure("the file has a NUL character, which text has not")
    }
    return SourceBytes(decoded)
  }

  /// `text`, which is UTF-8, in the encoding that libxml2 knows as `name`.
  static func encode(_ text: [UInt8], to name: String) throws(SourceError) -> [UInt8] {
    text.isEmpty ? [] : try convert(text, name: name, xmlCharEncOutFunc)
  }

  private typealias Converter = (
    UnsafeMutablePointer<xmlCharEncodingHandler>?, xmlBufferPtr?, xmlBufferPtr?
  ) -> Int32

  private static func convert(
    _ text: [UInt8], name: String, _ converter: Converter
  ) throws(SourceError) -> [UInt8] {
    try MemoryWatch().lendMemory { () throws(SourceError) in
      try convertWatched(text, name: name, converter)
    }
  }

  private static func convertWatched(
    _ text: [UInt8], name: String, _ converter: Converter
  ) throws(SourceError) -> [UInt8] {
    guard let handler = xmlFindCharEncodingHandler(name) else {
      throw failure("the XML declaration names the encoding \(name), which is not known")
    }
    defer { xmlCharEncCloseFunc(handler) }
    guard let input = xmlBufferCreate(), let output = xmlBufferCreate() else {
      throw SourceError.noMemory("no memory to convert the text")
    }
    defer {
      xmlBufferFree(input)
      xmlBufferFree(output)
    }
    // In pieces: the converters count in 32 bits and stop where their output is full.
    var rest = text[...]
    repeat {
      let piece = rest.prefix(65_536)
      rest = rest.dropFirst(piece.count)
      guard
        piece.withUnsafeBufferPointer({ xmlBufferAdd(input, $0.baseAddress, Int32($0.count)) }) == 0
      else {
        throw SourceError.noMemory("no memory to convert the text")
      }
      let isText = drain(input, isLast: rest.isEmpty) { converter(handler, output, input) }
      guard isText else {
        throw failure("the bytes are not text in \(name), which the XML declaration says")
      }
    } while !rest.isEmpty
    guard xmlBufferLength(input) == 0 else {
      throw failure("the text ends within a character of \(name)")
    }
    return Array(
      UnsafeBufferPointer(start: xmlBufferContent(output), count: Int(xmlBufferLength(output))))
  }

  /// Calls `convert` until it takes no more of `input`; false where what is left is no text. It may be the
  /// first bytes of a character that the next piece completes.
  private static func drain(
    _ input: xmlBufferPtr, isLast: Bool, _ convert: () -> Int32
  ) -> Bool {
    while xmlBufferLength(input) > 0 {
      let before = xmlBufferLength(input)
      let converted = convert()
      if xmlBufferLength(input) == before { return converted >= 0 || !isLast && before <= 16 }
    }
    return true
  }

  private static func failure(_ message: String) -> SourceError {
    SourceError(
      .encoding, message, remedy: "save the file as UTF-8 or UTF-16, or export it again",
      position: .start)
  }
}
