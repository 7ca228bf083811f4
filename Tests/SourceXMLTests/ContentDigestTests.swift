import Foundation
import SourceXML
import TestSupport
import Testing

@Suite("Contents are compared, however they are written")
struct ContentDigestTests {
  /// The first difference. Elements `m` count without their value, elements `n` not at all, nor does the
  /// white space before them; elements `o` do not count, but that does.
  private func difference(_ left: [UInt8], _ right: [UInt8]) throws -> ContentDifference? {
    func side(_ bytes: [UInt8]) throws -> ContentDifference.Side {
      let document = try SourceDocument(bytes)
      let masks = document.elements.compactMap { element -> ContentMask? in
        switch document.name(of: element) {
        case "m": ContentMask(.value, of: element)
        case "n": ContentMask(.nodeAndBlanks, of: element)
        case "o": ContentMask(.node, of: element)
        default: nil
        }
      }
      return (document, masks)
    }
    return try ContentDifference(between: side(left), and: side(right))
  }

  private func difference(_ left: String, _ right: String) throws -> ContentDifference? {
    try difference(Array(left.utf8), Array(right.utf8))
  }

  static let samePairs: [(String, String)] = [
    ("<a/>", "<a></a>"), ("<a/>", "<a ></a >"), ("<a/>", "<a><![CDATA[]]></a>"),
    ("<a/>", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a/>\n\n"),
    ("<a b='1' c='2'/>", "<a\n c = \"2\"\tb=\"1\" />"), ("<a b='x y'/>", "<a b='x\ny'/>"),
    ("<a b=\"'\"/>", "<a b='&apos;'/>"), ("<a b='&amp;lt;'/>", "<a b='&#38;lt;'/>"),
    ("<a b='é'/>", "<a b='&#xE9;'/>"), ("<a>1</a>", "<a>&#49;</a>"),
    ("<a>1 &lt; 2</a>", "<a>1<![CDATA[ < ]]>2</a>"), ("<a>]]&gt;</a>", "<a>]]<![CDATA[>]]></a>"),
    ("<a>x\ny</a>", "<a>x\r\ny</a>"), ("<a>x\ny</a>", "<a>x\ry</a>"),
    ("<a>x\ny</a>", "<a>x&#10;y</a>"), ("<a> \n</a>", "<a>&#32;<![CDATA[\n]]></a>"),
    ("<!--c\nd--><a/>", "\n<!--c\r\nd-->\n<a/>"), ("<a/><?p?>", "<a/><?p ?>"),
    ("<a/><?p  x?>", "<a/>\n<?p x?>\n"), ("<a xmlns='u'/>", "<p:a xmlns:p='u'/>"),
    (
      "<a p:b='1' q:b='2' xmlns:p='u' xmlns:q='v'/>", "<a r:b='2' s:b='1' xmlns:r='v' xmlns:s='u'/>"
    ),
    ("<a xml:lang='de'/>", "<a xmlns:p='u' xml:lang='de'/>"),
    // What is left out.
    ("<a><m>0</m></a>", "<a><m>1</m></a>"), ("<a><m/></a>", "<a><m>1<b c='d'/> 2</m></a>"),
    ("<a><m>0<!--c-->0</m></a>", "<a><m> <!--c-->1</m></a>"),
    ("<a><m>0<n/><m>1</m></m></a>", "<a><m>1</m></a>"), ("<m>0</m>", "<m>1</m>"),
    ("<a><b/></a>", "<a><n/><b/></a>"), ("<a>\n <b/>\n</a>", "<a>\n <n>1</n>\n <b/>\n</a>"),
    ("<a>\n <b/>\n</a>", "<a>\n <b/>\n <n d='e'><m/><n/></n>\n</a>"),
    ("<a>x y</a>", "<a>x <n/> y</a>"), ("<a>x\n <b/></a>", "<a>x\n <n/>\n <b/></a>"),
    ("<a>x</a>", "<a>x<![CDATA[ ]]>&#9;<n><!--c--></n></a>"), ("<a/>", "<a> <n/></a>"),
    ("<a>x</a>", "<a> <n/> <n/>x</a>"), ("<a>\n <b/></a>", "<a>\n <o>1</o><b/></a>"),
    ("<a> x</a>", "<a><o/> <o/>x</a>"), ("<a/>", "<a><o><b/></o></a>"),
  ]

  @Test("the same content is the same in any form", arguments: samePairs)
  func same(_ left: String, _ right: String) throws {
    #expect(try difference(left, right) == nil)
    #expect(try difference(right, left) == nil)
    #expect(try difference(left, left) == nil)
  }

  /// A place, as the tables below write it.
  struct Place: Sendable, Equatable {
    var kind: ContentPlace.Kind
    var path: String
    var offset: Int

    init(_ kind: ContentPlace.Kind, _ path: String, _ offset: Int) {
      (self.kind, self.path, self.offset) = (kind, path, offset)
    }

    init(_ place: ContentPlace) { self.init(place.kind, place.path, place.offset) }
  }

  struct Other: Sendable {
    var left: String
    var right: String
    var leftPlace: Place
    var rightPlace: Place

    init(
      _ left: String, _ leftPlace: (ContentPlace.Kind, String, Int),
      _ right: String, _ rightPlace: (ContentPlace.Kind, String, Int)
    ) {
      self.left = left
      self.right = right
      self.leftPlace = Place(leftPlace.0, leftPlace.1, leftPlace.2)
      self.rightPlace = Place(rightPlace.0, rightPlace.1, rightPlace.2)
    }
  }

  static let otherPairs: [Other] = [
    Other("<a/>", (.element, "/a", 0), " <b/>", (.element, "/b", 1)),
    Other("<a/>", (.element, "/a", 0), "<a xmlns='u'/>", (.element, "/a", 0)),
    Other("<a><b/></a>", (.element, "/a/b", 3), "<a><c/></a>", (.element, "/a/c", 3)),
    Other("<a/>", (.end, "/a", 2), "<a> </a>", (.text, "/a", 3)),
    Other("<a></a>", (.end, "/a", 3), "<a>\n<b/></a>", (.text, "/a", 3)),
    Other("<a><b/></a>", (.end, "/a", 7), "<a><b/><b/></a>", (.element, "/a/b[2]", 7)),
    Other("<a><b/><c/></a>", (.element, "/a/b", 3), "<a><c/><b/></a>", (.element, "/a/c", 3)),
    Other("<a>xyz</a>", (.text, "/a", 4), "<a>xaz</a>", (.text, "/a", 4)),
    Other("<a>x</a>", (.text, "/a", 4), "<a>x </a>", (.text, "/a", 4)),
    Other("<a>&#120;&lt;z</a>", (.text, "/a", 13), "<a>x<![CDATA[<y]]></a>", (.text, "/a", 14)),
    Other("<a>é😀x</a>", (.text, "/a", 5), "<a>é😁x</a>", (.text, "/a", 5)),
    Other("<a>\r\n \r\nx</a>", (.text, "/a", 8), "<a>\n&#32;\ny</a>", (.text, "/a", 10)),
    Other("<a>x\r</a>", (.text, "/a", 4), "<a>x&#13;</a>", (.text, "/a", 4)),
    Other("<a>x<b/>y</a>", (.text, "/a", 8), "<a>x<b/>z</a>", (.text, "/a", 8)),
    Other("<a b='1'/>", (.attribute, "/a/@b", 3), "<a b='2'/>", (.attribute, "/a/@b", 3)),
    Other("<a b=' '/>", (.attribute, "/a/@b", 3), "<a b='&#10;'/>", (.attribute, "/a/@b", 3)),
    Other(
      "<a c='1' b='1'/>", (.attribute, "/a/@c", 3), "<a b='1' c='2'/>", (.attribute, "/a/@c", 9)),
    Other("<a/>", (.end, "/a", 2), "<a b='1'/>", (.attribute, "/a/@b", 3)),
    Other(
      "<a p:b='' xmlns:p='u'/>", (.attribute, "/a/@p:b", 3), "<a b=''/>", (.attribute, "/a/@b", 3)),
    Other("<!--c--><a/>", (.comment, "/", 0), "<!--d--><a/>", (.comment, "/", 0)),
    Other("<?xml version='1.0'?><?p?><a/>", (.instruction, "/", 21), "<a/>", (.element, "/a", 0)),
    Other("<a>x<!--c--></a>", (.comment, "/a", 4), "<a>x</a>", (.end, "/a", 4)),
    Other(
      "<a>x<!--<?c?>--><?p <?q?></a>", (.instruction, "/a", 16), "<a>x<!--<?c?>--></a>",
      (.end, "/a", 16)),
    Other("<a><?p x?></a>", (.instruction, "/a", 3), "<a><?q x?></a>", (.instruction, "/a", 3)),
    Other(
      "<a><![CDATA[<?p?>]]><?p x?></a>", (.instruction, "/a", 20), "<a>&lt;?p?></a>",
      (.end, "/a", 11)),
    Other("<a/>", (.documentEnd, "/", 4), "<a/><!--c-->", (.comment, "/", 4)),
    // What is left out keeps its own name, place and comments, and paths count it.
    Other(
      "<a><m b='1'>0</m></a>", (.attribute, "/a/m/@b", 6), "<a><m b='2'>0</m></a>",
      (.attribute, "/a/m/@b", 6)),
    Other(
      "<a><m>0</m><b/></a>", (.element, "/a/m", 3), "<a><b/><m>0</m></a>", (.element, "/a/b", 3)),
    Other(
      "<a><m>0<!--c--></m></a>", (.comment, "/a/m", 7), "<a><m>0<!--d--></m></a>",
      (.comment, "/a/m", 7)),
    Other("<a><m/>x</a>", (.text, "/a", 7), "<a><m>5</m>y</a>", (.text, "/a", 11)),
    Other("<a>x<n/>y</a>", (.text, "/a", 8), "<a>x \n<n>1</n>z</a>", (.text, "/a", 14)),
    Other("<a> x</a>", (.text, "/a", 3), "<a> <n/>x</a>", (.text, "/a", 8)),
    Other("<a> x</a>", (.text, "/a", 4), "<a> <o/>y</a>", (.text, "/a", 8)),
    Other("<a/>", (.end, "/a", 2), "<a> <o/></a>", (.text, "/a", 3)),
    Other(
      "<a><n/><n/><m>0</m><m><b/></m><m><!--c--></m></a>", (.comment, "/a/m[3]", 33),
      "<a><m/><m/><m/></a>", (.end, "/a/m[3]", 13)),
  ]

  @Test("other content is found at its first character", arguments: otherPairs)
  func other(_ item: Other) throws {
    let found = try #require(try difference(item.left, item.right))
    #expect(Place(found.left) == item.leftPlace)
    #expect(Place(found.right) == item.rightPlace)
    let back = try #require(try difference(item.right, item.left))
    #expect(back.left == found.right && back.right == found.left)
  }

  @Test("the encoding does not matter", arguments: [true, false])
  func encodings(_ bigEndian: Bool) throws {
    let text = "<a b='é'>\n😀<!--ü--></a>"
    let wide = (bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]) + utf16(text, bigEndian: bigEndian)
    #expect(try difference(wide, Array(text.utf8)) == nil)
    let other = utf16(text.replacing("ü", with: "u"), bigEndian: bigEndian)
    #expect(try difference(other, Array(text.utf8))?.left.path == "/a")
  }

  @Test("of many events a hash is kept now and then, and still the first difference is found")
  func many() throws {
    let lines = (0..<50_000).map { "<b c='\($0)'>\($0)</b>\n" }
    let text = "<a>" + lines.joined() + "</a>"
    let digest = try ContentDigest(of: SourceDocument(text))
    // Element, attribute, text, end, white space.
    #expect(digest.count == 5 * 50_000 + 2)
    #expect(digest.checkpointCount == digest.count / ContentDigest.eventsPerCheckpoint + 1)
    for index in [0, 818, 819, 820, 1_638, 33_333, 49_999] {
      var changed = lines
      changed[index] = "<b c='\(index)'>\(index)!</b>\n"
      let before = 3 + lines[..<index].joined().utf8.count
      let found = try #require(try difference(text, "<a>" + changed.joined() + "</a>"))
      let place = Place(
        .text, index == 0 ? "/a/b" : "/a/b[\(index + 1)]", before + 8 + 2 * "\(index)".utf8.count)
      #expect(Place(found.left) == place && Place(found.right) == place)
    }
  }

  @Test("documents of whole blocks of events, and one that is the start of the other")
  func blocks() throws {
    // Two events each, and two for the root.
    for count in [2_046, 2_047, 2_048, 4_095] {
      let text = "<a>" + String(repeating: "<b/>", count: count) + "</a>"
      #expect(try difference(text, text) == nil)
      let longer = try #require(try difference(text, text + "<?p?>"))
      #expect(Place(longer.left) == Place(.documentEnd, "/", text.utf8.count))
      #expect(Place(longer.right) == Place(.instruction, "/", text.utf8.count))
    }
  }

  @Test("a text of any size is one event, and its white space waits for what follows")
  func largeText() throws {
    let blanks = String(repeating: " \n", count: 100_000)
    let text = String(repeating: "0123456789é", count: 10_000)
    let pieces = text.replacing("9", with: "<![CDATA[9]]>").replacing("3", with: "&#51;")
    #expect(try difference("<a>\(text)</a>", "<a>\(pieces)</a>") == nil)
    #expect(try ContentDigest(of: SourceDocument("<a>\(pieces)</a>")).count == 3)
    #expect(try difference("<a>\(text)\(blanks)<b/></a>", "<a>\(pieces)\(blanks)<b/></a>") == nil)
    #expect(try difference("<a>\(text)<b/></a>", "<a>\(pieces)\(blanks)<n/><b/></a>") == nil)
    let found = try difference("<a>\(text)\(blanks)<b/></a>", "<a>\(pieces)\(blanks) <b/></a>")
    #expect(found?.left.offset == 3 + text.utf8.count + blanks.utf8.count)
    #expect(found?.right.offset == 3 + pieces.utf8.count + blanks.utf8.count)
  }

  private static let xmllint = URL(filePath: "/usr/bin/xmllint")

  @Test(
    "random documents, rewritten by another tool, have the same content",
    .enabled(if: FileManager.default.isExecutableFile(atPath: xmllint.path), "no xmllint"),
    arguments: [["-"], ["--c14n", "-"], ["--encode", "UTF-16", "-"]])
  func rewritten(_ options: [String]) throws {
    for seed in 0..<40 {
      let text = WrittenDocument(seed: UInt64(seed)).text
      let run = try Program.run(Self.xmllint, options, input: Data(text.utf8))
      #expect(try difference(Array(text.utf8), Array(run.output)) == nil, "seed \(seed)")
    }
  }

  @Test("a long namespace costs its length once")
  func longNamespace() throws {
    let uri = String(repeating: "u", count: 1_000_000)
    let text = "<a xmlns='\(uri)'>" + String(repeating: "<b/>", count: 20_000) + "</a>"
    let start = ContinuousClock.now
    #expect(try difference(text, text) == nil)
    let time = ContinuousClock.now - start
    #expect(time < .seconds(5))
  }
}
