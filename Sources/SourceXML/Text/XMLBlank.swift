extension UInt8 {
  /// Whether it is white space in the sense of XML: space, tab, CR or LF.
  package var isXMLBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0A }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the white space begins that stands directly before `offset`; `offset` itself without any.
  package func blankStart(before offset: Int) -> Int {
    var start = Swift.min(offset, count)
    while start > 0, self[start - 1].isXMLBlank { start -= 1 }
    return start
  }
}
