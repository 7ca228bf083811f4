/// An export made up at random: every shape that a real one is known to have, and some more.
package struct GeneratedExport: Sendable {
  /// The document as UTF-8, ASCII but for descriptions.
  package private(set) var text = ""
  /// How many values a correction with the standard policy changes or inserts.
  package private(set) var expectedChanges = 0

  private var random: SeededGenerator
  private let lineEnd: String
  private let indents: Bool
  private let pads: Bool
  private let hasTwins: Bool

  package init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    lineEnd = random.pick(["\n", "\r\n"])
    indents = random.chance(60)
    pads = random.chance(15)
    hasTwins = random.chance(60)
    let connectors = random.pick([1, 1, 1, 2, 3])
    let root = random.pick([nil, "saved-ma-configuration", "export-ma", "wrapper"])
    if let root { line("<\(root) server=\(quoted("SRV1"))>", 0) }
    if connectors > 1, root == nil {
      text = ""
      line("<export-ma>", 0)
    }
    for index in 0..<connectors { connector(index, isForeign: index == 2) }
    if let root { line("</\(root)>", 0) } else if connectors > 1 { line("</export-ma>", 0) }
    if random.chance(30) { text += random.pick(["<!-- end -->", "\n\n", " ", ""]) }
  }

  // MARK: Pieces

  private mutating func connector(_ index: Int, isForeign: Bool) {
    line("<ma-data>", 1)
    leaf("id", "{\(index)-ID}", 2)
    leaf(
      "name", random.pick(["contoso.com", "fabrikam.com", "O'Brien &amp; S\u{F6}hne", "a &lt; b"]),
      2)
    leaf("category", isForeign ? "Extensible2" : random.pick(["AD", "AD", "ADAM", "AD GAL"]), 2)
    decoys()
    line("<private-configuration>", 2)
    place("adma-configuration", first: "forest-name", isForeign: isForeign, use: "connectivity")
    line("</private-configuration>", 2)
    line("<ma-partition-data>", 2)
    for _ in 0..<random.pick([1, 1, 2, 5]) {
      line("<partition>", 3)
      leaf("id", "{P}", 4)
      leaf("name", "DC=contoso,DC=com", 4)
      leaf("selected", random.pick(["0", "1"]), 4)
      line("<custom-data>", 4)
      place("adma-partition-data", first: "guid", isForeign: isForeign, use: "partition")
      line("</partition>", 3)
    }
    line("</ma-partition-data>", 2)
    line("</ma-data>", 1)
  }

  /// The options of one place: element and, behind it or inside it, its parameter.
  private mutating func place(_ name: String, first: String, isForeign: Bool, use: String) {
    let usesTLS = random.chance(15)
    line("<\(name)>", 5)
    leaf(first, "value", 6)
    option(isForeign || usesTLS) { $0.element($1) }
    leaf("cookie", "AAAA", 6)
    line("<ssl-bind crl-check=\(quoted("1"))>\(usesTLS ? "1" : "0")</ssl-bind>", 6)
    if use == "connectivity" { parameters(first, isForeign || usesTLS, use) }
    line("</\(name)>", 5)
    if use == "partition" {
      line("</custom-data>", 4)
      parameters(first, isForeign || usesTLS, use)
    }
  }

  private mutating func parameters(_ first: String, _ isUntouched: Bool, _ use: String) {
    guard hasTwins else { return }
    line("<parameter-values>", 6)
    line(
      "<parameter name=\(quoted(first)) type=\(quoted("string")) use=\(quoted(use))>v</parameter>",
      7)
    option(isUntouched) { $0.parameter($1, use) }
    line("<parameter name=\(quoted("sign-and-seal")) use=\(quoted("global"))>0</parameter>", 7)
    line("</parameter-values>", 6)
  }

  /// Writes an option in one of its forms, or leaves it out, and counts whether it must change.
  private mutating func option(_ isUntouched: Bool, _ write: (inout Self, Form) -> Void) {
    let form = random.pick(Form.all)
    if !isUntouched, form.mustChange { expectedChanges += 1 }
    if form.text != nil { write(&self, form) }
  }

  /// How a value is written.
  private struct Form {
    /// What stands between the tags; nil where there is no node, empty for `<name/>`.
    var text: String?
    var mustChange: Bool

    static let all: [Form] =
      ["1", " 1 ", "<![CDATA[1]]>", "&#49;", "<!-- 0 -->1", "\n1\n"].map {
        Form(text: $0, mustChange: false)
      }
      + [
        "0", "0", "0", " 0\t", "<![CDATA[0]]>", "&#48;", "&#x30;", "<!-- 1 -->0<!-- 1 -->", "",
        " ", "\n  ", "false", "2", "<?pi 1?>0", "yes &amp; no",
      ].map { Form(text: $0, mustChange: true) } + [Form(text: nil, mustChange: true)]
  }

  private mutating func element(_ form: Form) { node("<sign-and-seal", form, "sign-and-seal") }

  private mutating func parameter(_ form: Form, _ use: String) {
    let attributes = "name=\(quoted("sign-and-seal")) type=\(quoted("string")) use=\(quoted(use))"
    node("<parameter \(attributes)", form, "parameter")
  }

  private mutating func node(_ start: String, _ form: Form, _ name: String) {
    let content = form.text ?? ""
    line(
      content.isEmpty && random.chance(70)
        ? start + random.pick(["/>", " />"]) : "\(start)>\(content)</\(name)>", 6)
  }

  private mutating func decoys() {
    let decoy = "<sign-and-seal>0</sign-and-seal>"
    if random.chance(50) { line("<!-- \(decoy) -->", 2) }
    if random.chance(50) { line("<description><![CDATA[\(decoy)]]></description>", 2) }
    if random.chance(50) {
      line(
        "<schema>\(String(repeating: "<a b='>'>\(decoy)</a>", count: random.pick([1, 60])))</schema>",
        2)
    }
  }

  // MARK: Form

  private mutating func leaf(_ name: String, _ value: String, _ depth: Int) {
    let pad = pads ? lineEnd + String(repeating: " ", count: depth + 1) : ""
    line("<\(name)>\(pad)\(value)\(pad)</\(name)>", depth)
  }

  private mutating func line(_ content: String, _ depth: Int) {
    if indents { text += String(repeating: " ", count: depth) }
    text += content + (indents ? lineEnd : "")
  }

  private mutating func quoted(_ value: String) -> String {
    random.chance(50) ? "'\(value)'" : "\"\(value)\""
  }
}
