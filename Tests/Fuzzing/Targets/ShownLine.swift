/// Claims that `line` is one line to whoever shows it, in the order in which it is written.
func checkLine(_ line: some StringProtocol) throws {
  try claim(
    line.unicodeScalars.allSatisfy {
      // Almost all is ASCII, and a look at a table takes long.
      if $0.isASCII { return $0.value > 0x1F && $0.value != 0x7F }
      return switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }, "nothing steers a terminal: \(line)")
}
