/// Claims that `line` is one line to whoever shows it, in the order in which it is written.
func checkLine(_ line: some StringProtocol) throws {
  try claim(
    line.unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }, "nothing steers a terminal: \(line)")
}
