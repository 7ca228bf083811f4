/// The cells of a row of a table as GitHub cuts it: at every bar that no backslash stands before, code or
/// not.
func cells(ofMarkdownRow row: String) -> Int {
  var (bars, last): (Int, UInt8) = (0, 0)
  for byte in row.utf8 {
    if byte == UInt8(ascii: "|"), last != UInt8(ascii: "\\") { bars += 1 }
    last = byte
  }
  return bars - 1
}
