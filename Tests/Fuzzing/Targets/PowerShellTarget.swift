import Emitter
import TestSupport

/// A literal, read as PowerShell reads it, is the text that it was made of, and nothing in it is hidden.
struct PowerShellTarget {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func run() throws {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    for text in [String(decoding: bytes, as: UTF8.self), String(decoding: units, as: UTF16.self)] {
      let expression = PowerShellLiteral.expression(text)
      let value = PowerShellReader.value(of: expression)
      try claim(
        value?.unicodeScalars.elementsEqual(text.unicodeScalars) == true,
        "the literal reads back: \(expression)")
      try claim(
        expression.unicodeScalars.allSatisfy {
          $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
        }, "nothing in it steers")
    }
  }
}
