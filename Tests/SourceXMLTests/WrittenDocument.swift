import TestSupport

/// A random document that was written by hand, so to speak: where its elements stand is known.
struct WrittenDocument {
  struct Element {
    var name: String
    var startTag: Range<Int>
    var endTag: Range<Int>
    var parent: Int?
  }

  private(set) var text = ""
  private(set) var elements: [Element] = []
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let heads = ["", "\n", "<?xml version='1.0'?>\r\n", "<!-- <a> -->", "<?p > <b/> ?>"]
    text += generator.pick(heads)
    add(parent: nil, depth: 0)
    text += generator.pick(["", "\n", "<!--</a>-->\n"])
  }

  private mutating func add(parent: Int?, depth: Int) {
    let name = generator.pick(["a", "b", "sign-and-seal", "é", "ma-data", "x.y"])
    let index = elements.count
    let start = text.utf8.count
    text += "<" + name
    for attribute in ["p", "q", "r"].prefix(Int.random(in: 0...3, using: &generator)) {
      text += generator.pick([" ", "\n  ", "\t", "\r\n"]) + attribute
      text += generator.pick(["=", " = ", "=\n"])
      text += generator.pick([
        "''", "\"\"", "'>'", "\"/>\"", "'\"'", "\"'\"", "'é😀'", "\"&lt;a/&gt;\"",
      ])
    }
    text += generator.pick(["", " ", "\n"])
    let isEmpty = depth > 5 || Int.random(in: 0..<4, using: &generator) == 0
    text += isEmpty ? "/>" : ">"
    let startTag = start..<text.utf8.count
    elements.append(
      Element(
        name: name, startTag: startTag, endTag: startTag.upperBound..<startTag.upperBound,
        parent: parent))
    guard !isEmpty else { return }
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      if Bool.random(using: &generator) {
        add(parent: index, depth: depth + 1)
      } else {
        text += generator.pick([
          "0", " ", "\r\n  ", "a > b", "&#48;", "<!-- </a> <b> -->", "<![CDATA[</a><b>]]>",
          "<?p </a> ?>", "é😀", "]] >",
        ])
      }
    }
    let end = text.utf8.count
    text += "</" + name + generator.pick(["", " ", "\r\n"]) + ">"
    elements[index].endTag = end..<text.utf8.count
  }
}
