/// How many characters a piece of well-formed UTF-8 has.
struct UTF8Counts {
  var scalars = 0
  var utf16CodeUnits = 0

  init(_ text: some Collection<UInt8>) {
    for byte in text where byte & 0xC0 != 0x80 {
      scalars += 1
      utf16CodeUnits += byte >= 0xF0 ? 2 : 1
    }
  }
}
