/// A character reference (`&#48;`, `&#x30;`) or one to an entity that XML itself knows (`&lt;`).
enum CharacterReference {
  /// The UTF-8 of what `reference`, from `&` to `;`, stands for; the reference itself if that is nothing.
  static func characters(of reference: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    let name = String(decoding: reference.dropFirst().dropLast(), as: UTF8.self)
    switch name {
    case "lt": return [UInt8(ascii: "<")]
    case "gt": return [UInt8(ascii: ">")]
    case "amp": return [UInt8(ascii: "&")]
    case "quot": return [UInt8(ascii: "\"")]
    case "apos": return [UInt8(ascii: "'")]
    default:
      let number =
        name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
      guard let number, let scalar = Unicode.Scalar(number), let encoded = UTF8.encode(scalar)
      else { return Array(reference) }
      return Array(encoded)
    }
  }
}
