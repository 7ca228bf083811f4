/// A document's bytes together with its text as UTF-8, and the way back from one to the other.
///
/// All offsets inside the libraries are offsets into the UTF-8 text; only splicing and messages
/// speak of the stored bytes. In UTF-8 and US-ASCII the two differ by the byte order mark alone and
/// nothing is copied.
package struct SourceText: Sendable {
  /// The document as it is stored.
  package let bytes: SourceBytes
  /// How the text stands in `bytes`.
  package let encoding: SourceEncoding
  /// The number of bytes of the byte order mark.
  package let markLength: Int
  /// The text without its byte order mark; nil where the stored bytes are that text.
  private let converted: SourceBytes?
  /// Whether all of the text is known to be ASCII, of which a byte is a code unit of UTF-16.
  private let isASCII: Bool

  /// Decodes `bytes`, and makes sure that encoding again gives the same bytes.
  ///
  /// - Throws: ``SourceError`` with the place of the first byte that is not text.
  package init(_ bytes: SourceBytes, limits: SourceLimits = .standard) throws(SourceError) {
    guard bytes.count > 0 else {
      throw SourceError(.empty, "the file is empty", remedy: "export the connector again")
    }
    guard bytes.count <= limits.bytes else { throw SourceError.tooLarge(limits) }
    let detection = try bytes.withUnsafeBytes { buffer throws(SourceError) in
      try EncodingDetection(buffer)
    }
    self.bytes = bytes
    encoding = detection.encoding
    markLength = detection.markLength
    if detection.encoding.isUTF8 {
      converted = nil
      isASCII = try bytes.withUnsafeBytes { buffer throws(SourceError) in
        try UTF8Validation.check(
          buffer, from: detection.markLength, asciiOnly: detection.encoding == .ascii)
      }
    } else {
      converted = try Self.decode(bytes, detection)
      isASCII = false
    }
    guard utf8Count > 0 else {
      throw SourceError(
        .empty, "the file holds nothing but a byte order mark", remedy: "export the connector again"
      )
    }
    guard utf8Count <= min(limits.bytes, SourceLimits.parserBytes) else {
      throw SourceError.tooLarge(limits)
    }
    try checkDeclaration()
  }

  /// The number of bytes of the text as UTF-8.
  package var utf8Count: Int { converted?.count ?? bytes.count - markLength }

  /// Calls `body` with the text as UTF-8; a NUL stands behind its last byte.
  package func withUTF8<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let converted { return try converted.withUnsafeBytes(body) }
    return try bytes.withUnsafeBytes { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[markLength...]))
    }
  }

  /// The UTF-8 of `range`, cut to what there is.
  package subscript(range: Range<Int>) -> ByteSlice {
    if let converted { return converted.bytes(in: range) }
    let inside = range.clamped(to: 0..<utf8Count)
    return bytes.bytes(
      in: (inside.lowerBound + markLength)..<(inside.upperBound + markLength))
  }

  /// The text of `range`, cut to what there is.
  package func string(_ range: Range<Int>) -> String {
    String(decoding: self[range], as: UTF8.self)
  }

  /// The offset in the stored bytes of each offset in the UTF-8 text.
  ///
  /// - Parameter offsets: in ascending order, each at the start of a character or the end.
  package func storedOffsets(of offsets: [Int]) throws(SourceError) -> [Int] {
    var stored: [Int] = []
    stored.reserveCapacity(offsets.count)
    var last = (utf8: 0, stored: markLength)
    for offset in offsets {
      let next = min(max(offset, last.utf8), utf8Count)
      last = (next, last.stored + (try encodedLength(of: last.utf8..<next)))
      stored.append(last.stored)
    }
    if case .named(let name) = encoding {
      let total = last.stored + (try encodedLength(of: last.utf8..<utf8Count))
      guard total == bytes.count else {
        throw SourceError(
          .encoding, "in \(name) a byte depends on those before it, so values cannot be replaced",
          remedy: "save the file as UTF-8 or UTF-16, or export it again",
          position: .start)
      }
    }
    return stored
  }

  /// The place of an offset in the UTF-8 text, with the offset that it has in the stored bytes.
  package func position(at offset: Int) throws(SourceError) -> SourcePosition {
    try positions(of: [offset]).first ?? .start
  }

  /// The places of offsets in the UTF-8 text, in one pass.
  ///
  /// - Parameter offsets: in ascending order.
  package func positions(of offsets: [Int]) throws(SourceError) -> [SourcePosition] {
    let stored = try storedOffsets(of: offsets)
    return withUTF8 { text in
      var (line, lineStart) = (1, 0)
      var lineEnd = text.firstOffset(of: 0x0A)
      // How many code units of UTF-16 the line has up to an offset that has been asked for.
      var counted = (offset: 0, units: 0)
      return zip(offsets, stored).map { offset, stored in
        while let end = lineEnd, end < offset {
          (line, lineStart) = (line + 1, end + 1)
          lineEnd = text.firstOffset(of: 0x0A, from: lineStart)
          counted = (lineStart, 0)
        }
        let end = min(max(offset, counted.offset), text.count)
        counted.units +=
          isASCII ? end - counted.offset : text.utf16Count(counted.offset..<end)
        counted.offset = end
        return SourcePosition(
          line: line, column: offset - lineStart + 1, offset: stored,
          utf16Column: counted.units + 1)
      }
    }
  }

  /// `replacement`, which is ASCII, in the encoding of the document.
  package func encode(_ replacement: some Collection<UInt8>) throws(SourceError) -> [UInt8] {
    switch encoding {
    case .utf8, .ascii, .latin1, .windows1252: Array(replacement)
    case .utf16LittleEndian: UTF16Coding.encode(replacement, bigEndian: false)
    case .utf16BigEndian: UTF16Coding.encode(replacement, bigEndian: true)
    case .named(let name): try ConvertedCoding.encode(Array(replacement), to: name)
    }
  }

  private func encodedLength(of range: Range<Int>) throws(SourceError) -> Int {
    switch encoding {
    case .utf8, .ascii: return range.count
    case .latin1, .windows1252: return withUTF8 { UTF8Counts($0[range]).scalars }
    case .utf16LittleEndian, .utf16BigEndian:
      return withUTF8 { UTF8Counts($0[range]).utf16CodeUnits * 2 }
    case .named(let name): return try ConvertedCoding.encode(Array(self[range]), to: name).count
    }
  }

  private static func decode(
    _ bytes: SourceBytes, _ detection: EncodingDetection
  ) throws(SourceError) -> SourceBytes {
    try bytes.withUnsafeBytes { buffer throws(SourceError) in
      let text = UnsafeBufferPointer(rebasing: buffer[detection.markLength...])
      switch detection.encoding {
      case .utf8, .ascii:
        return SourceBytes(text)
      case .utf16LittleEndian:
        return try UTF16Coding.decode(text, bigEndian: false, from: detection.markLength)
      case .utf16BigEndian:
        return try UTF16Coding.decode(text, bigEndian: true, from: detection.markLength)
      case .latin1:
        return try SingleByteCoding.decode(text, highHalf: SingleByteCoding.latin1HighHalf)
      case .windows1252:
        return try SingleByteCoding.decode(text, highHalf: SingleByteCoding.windows1252HighHalf)
      case .named(let name):
        return try ConvertedCoding.decode(Array(text), from: name)
      }
    }
  }

  /// Refuses a declaration that names another encoding than the bytes have.
  private func checkDeclaration() throws(SourceError) {
    guard let declared = withUTF8({ EncodingDetection.declaredEncoding($0) }),
      !encoding.agrees(withDeclaredName: declared)
    else { return }
    throw SourceError(
      .encoding, "the XML declaration says \(declared), but the bytes are \(encoding.name)",
      remedy: "correct the declaration or export the file again",
      position: .start)
  }
}
