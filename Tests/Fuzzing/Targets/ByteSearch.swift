/// Where `marker` first stands in `bytes`. The standard library's search takes many times as long.
func firstRange(of marker: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
  guard let first = marker.utf8.first else { return nil }
  var rest = bytes
  while let start = rest.firstIndex(of: first) {
    if bytes[start...].starts(with: marker.utf8) { return start..<(start + marker.utf8.count) }
    rest = rest[(start + 1)...]
  }
  return nil
}
