extension String {
  /// The first `length` characters of Unicode, and … where there are more: no input can make what is said of
  /// it huge.
  package func shown(upTo length: Int) -> String {
    guard utf8.count > length else { return self }
    let start = unicodeScalars.prefix(length)
    return start.endIndex == endIndex ? self : String(start) + "…"
  }
}
