/// The tags of a page and the text between them, read as a browser does where a page has no errors; any
/// error is a broken claim.
package struct PageScan {
  /// As written, without the brackets: "td class=\"left\"", "/td".
  package private(set) var tags: [String] = []
  /// What stands before the tag of the same number, decoded.
  package private(set) var texts: [String] = []
  private var rest: ArraySlice<UInt8>
  private var open: [String] = []

  private static let empty: Set = ["!DOCTYPE", "meta", "input", "br"]
  private static let raw: Set = ["style", "script"]
  private static let entities = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
  ]

  package init(_ page: String) throws {
    rest = Array(page.utf8)[...]
    while let tag = rest.firstIndex(of: UInt8(ascii: "<")) {
      texts.append(try Self.decode(rest[..<tag]))
      guard let end = rest[tag...].firstIndex(of: UInt8(ascii: ">")) else {
        throw BrokenClaim(claim: "a tag ends")
      }
      try take(String(decoding: rest[(tag + 1)..<end], as: UTF8.self))
      rest = rest[(end + 1)...]
      if let name = open.last, Self.raw.contains(name) {
        guard let close = firstRange(of: "</\(name)>", in: rest) else {
          throw BrokenClaim(claim: "\(name) ends")
        }
        rest = rest[close.lowerBound...]
      }
    }
    try claim(open.isEmpty, "every element ends: \(open)")
    _ = try Self.decode(rest)
  }

  private mutating func take(_ tag: String) throws {
    tags.append(tag)
    let name = String(tag.prefix { $0 != " " && $0 != "/" })
    if tag.hasPrefix("/") {
      return try claim(open.popLast() == String(tag.dropFirst()), "elements end in order: \(tag)")
    }
    try claim(
      !name.isEmpty
        && name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x21 },
      "a tag has a name: \(tag)")
    // No text of a report belongs within a tag: there is no character in one that could lead out of it.
    try claim(
      tag.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F && $0 != UInt8(ascii: "&") }
        && tag.utf8.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2),
      "a tag is the page's own: \(tag)")
    if !Self.empty.contains(name) && !tag.hasSuffix("/") { open.append(name) }
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws -> String {
    var (rest, text): (ArraySlice<UInt8>, [UInt8]) = (bytes, [])
    while let byte = rest.first {
      try claim(byte > 0x1F || byte == 0x0A, "no control in a page")
      if byte == UInt8(ascii: "&") {
        guard let (entity, meaning) = entities.first(where: { rest.starts(with: $0.0.utf8) }) else {
          throw BrokenClaim(
            claim: "an ampersand is escaped: \(String(decoding: rest, as: UTF8.self))")
        }
        text += meaning.utf8
        rest = rest.dropFirst(entity.utf8.count)
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
