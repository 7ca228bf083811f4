import ConnectorExport
import Foundation
import RewriteEngine
import SourceXML
import TestSupport
import Testing

@Suite("Verification")
struct VerificationTests {
  private func outcome(
    _ original: some Collection<UInt8>, _ patched: some Collection<UInt8>
  ) throws -> Verification.Outcome {
    try Verification(
      original: Export(SourceBytes(original)), patched: Export(SourceBytes(patched))
    ).outcome
  }

  /// The offsets in both files, and the path in the second one, where the content differs.
  private func otherContent(
    _ original: some Collection<UInt8>, _ patched: some Collection<UInt8>
  ) throws -> (original: Int, patched: Int, path: String)? {
    guard case .otherContent(let difference, let places) = try outcome(original, patched) else {
      return nil
    }
    return (places.original.offset, places.patched.offset, difference.right.path)
  }

  // MARK: Our own corrections

  @Test("a sample and what it becomes differ in options only", arguments: Samples.names)
  func samples(_ name: String) throws {
    let bytes = try Samples.bytes(name)
    #expect(try outcome(bytes, Samples.correctedBytes(name)) == .same)
    #expect(try outcome(Samples.correctedBytes(name), bytes) == .same)
    for policy in [
      CorrectionPolicy(tls: .replace, hardens: true), CorrectionPolicy(tls: .replace),
    ] {
      #expect(try outcome(bytes, corrected(bytes, policy: policy)) == .same)
    }
  }

  @Test("so do a generated export and what it becomes", arguments: TestEncoding.allCases)
  func generated(_ encoding: TestEncoding) throws {
    for seed in 0..<60 {
      let text = GeneratedExport(seed: UInt64(seed)).text.replacing("\u{F6}", with: "o")
      let bytes = encoding.encode(Array(text.utf8))
      let result = try corrected(bytes, policy: CorrectionPolicy(tls: .replace, hardens: true))
      #expect(try outcome(bytes, result) == .same, "seed \(seed)")
    }
  }

  @Test(
    "and a real export and the same turned off",
    .enabled(if: RealExports.arePresent, "\(RealExports.absence)"),
    arguments: [TestEncoding.utf8, .utf16BigWithMark, .windows1252])
  func real(_ encoding: TestEncoding) throws {
    let secure = encoding.encode(try RealExports.entraConnect())
    let insecure = encoding.encode(try RealExports.insecureEntraConnect())
    #expect(secure != insecure)
    #expect(try outcome(insecure, secure) == .same)
    var damaged = secure
    damaged[damaged.count / 2 / 4 * 4] ^= 0x01
    guard let export = try? Export(SourceBytes(damaged)) else { return }
    let verification = try Verification(
      original: Export(SourceBytes(insecure)), patched: export)
    #expect(verification.outcome != .same)
  }

  // MARK: Other content

  @Test("two exports are not taken for each other", arguments: Samples.names)
  func swapped(_ name: String) throws {
    // In another encoding a sample may have the content of another one.
    let others = ["mim", "secure", "tls", "several-connectors"].filter { $0 != name }
    for other in others {
      #expect(try otherContent(Samples.bytes(name), Samples.correctedBytes(other)) != nil)
    }
  }

  private static let small = """
    <?xml version="1.0"?>
    <!--top-->
    <ma-data>
      <id>{A}</id><name>contoso.com</name><category>AD</category>
      <d a="1" b='2'>x &amp; <![CDATA[y]]><?p q?></d>
      <private-configuration><adma-configuration>
        <forest-name>contoso.com</forest-name><sign-and-seal>0</sign-and-seal>
        <ssl-bind crl-check="0">0</ssl-bind><simple-bind>0</simple-bind>
        <parameter-values>
          <parameter name="forest-name" use="connectivity">contoso.com</parameter>
          <parameter name="sign-and-seal" use="connectivity">0</parameter>
        </parameter-values>
      </adma-configuration></private-configuration>
    </ma-data>
    """

  @Test(
    "a difference is found where it is",
    arguments: [
      ("<!--top-->", "<!--Top-->", "<!--top", "/"),
      ("{A}", "{B}", "A}", "/ma-data/id"),
      ("a=\"1\"", "a=\"7\"", "a=\"1", "/ma-data/d/@a"),
      ("b='2'", "c='2'", "b='2", "/ma-data/d/@c"),
      ("[y]", "[z]", "y]]", "/ma-data/d"),
      ("<?p q?>", "<?p r?>", "<?p", "/ma-data/d"),
      ("<?p q?>", "<?o q?>", "<?p", "/ma-data/d"),
      (
        "crl-check=\"0\"", "crl-check=\"1\"", "crl-check",
        "/ma-data/private-configuration/adma-configuration/ssl-bind/@crl-check"
      ),
      (
        "<sign-and-seal>0", "<sign-and-seal a='b'>1", "</sign-and-seal>",
        "/ma-data/private-configuration/adma-configuration/sign-and-seal/@a"
      ),
      (
        "contoso.com</parameter>", "contoso.org</parameter>", "com</parameter>",
        "/ma-data/private-configuration/adma-configuration/parameter-values/parameter"
      ),
      (
        "</parameter-values>", "  </parameter-values>", "</parameter-values>",
        "/ma-data/private-configuration/adma-configuration/parameter-values"
      ),
      (
        "<simple-bind>0", "<simple-bind><a/>0", "0</simple",
        "/ma-data/private-configuration/adma-configuration/simple-bind/a"
      ),
    ])
  func places(_ old: String, _ new: String, _ start: String, _ path: String) throws {
    let text = Self.small
    let found = try #require(try otherContent(text.utf8, text.replacing(old, with: new).utf8))
    #expect(found.path == path)
    let place = try #require(text.firstRange(of: start))
    #expect(found.original == text.utf8.distance(from: text.startIndex, to: place.lowerBound))
  }

  @Test(
    "what hides in a value, or takes a node away, is other content",
    arguments: [
      ("<ssl-bind crl-check=\"0\">0", "<ssl-bind crl-check=\"0\">0<evil/>"),
      ("<simple-bind>0</simple-bind>", ""),
      ("<sign-and-seal>0</sign-and-seal>", "<sign-and-seal><!--c-->1</sign-and-seal>"),
      ("<forest-name>contoso.com</forest-name>", "<sign-and-seal>1</sign-and-seal>"),
    ])
  func hidden(_ old: String, _ new: String) throws {
    #expect(
      try otherContent(Self.small.utf8, Self.small.replacing(old, with: new).utf8) != nil)
  }

  @Test(
    "a node that is put in and carries more than its value is other content",
    arguments: [
      "<sign-and-seal a='b'>1</sign-and-seal>", "<sign-and-seal><a/></sign-and-seal>",
      "<sign-and-seal>1<!--c--></sign-and-seal>", "<sign-and-seal><?p?>1</sign-and-seal>",
    ])
  func payload(_ node: String) throws {
    let text = Self.small.replacing("<sign-and-seal>0</sign-and-seal>", with: "")
    let patched = text.replacing("</adma-conf", with: node + "</adma-conf")
    #expect(try otherContent(text.utf8, patched.utf8) != nil)
  }

  @Test(
    "a node that is put in is an option, with white space of its own or without",
    arguments: [
      ("</forest-name>", "</forest-name>\n\t<sign-and-seal >1</sign-and-seal >"),
      ("</forest-name>", "</forest-name><sign-and-seal>1</sign-and-seal>"),
      ("<ssl-bind", "<sign-and-seal>1</sign-and-seal><ssl-bind"),
      ("</adma-conf", "<sign-and-seal>\n1 </sign-and-seal></adma-conf"),
    ])
  func insertion(_ old: String, _ new: String) throws {
    let text = Self.small.replacing("<sign-and-seal>0</sign-and-seal>", with: "")
    let patched = text.replacing(old, with: new)
    #expect(try outcome(text.utf8, patched.utf8) == .same)
    #expect(try outcome(patched.utf8, text.utf8) == .same)
    let other = patched.replacing("{A}", with: "{B}")
    #expect(try otherContent(text.utf8, other.utf8)?.path == "/ma-data/id")
    let later = patched.replacing("</parameter-values>", with: "</parameter-values><c/>")
    #expect(
      try otherContent(text.utf8, later.utf8)?.path
        == "/ma-data/private-configuration/adma-configuration/c")
  }

  // MARK: Other bytes

  @Test(
    "the same content in other bytes is told from other content",
    arguments: [
      ("<?xml version=\"1.0\"?>\n", "", 1), ("b='2'", "b=\"2\"", nil), ("&amp;", "&#38;", nil),
      ("<![CDATA[y]]>", "y", nil), ("a=\"1\" b='2'", "b='2' a=\"1\"", nil),
      ("</d>", "</d >", nil), ("<?p q?>", "<?p  q?>", nil), ("\n", "\r\n", nil),
      ("<sign-and-seal>0<", "<sign-and-seal >1<", nil),
      ("<sign-and-seal>0</sign-and-seal>", "<sign-and-seal>1</sign-and-seal\n>", nil),
    ] as [(String, String, Int?)])
  func otherBytes(_ old: String, _ new: String, _ offset: Int?) throws {
    let patched = Self.small.replacing(old, with: new)
    guard case .otherBytes(let places) = try outcome(Self.small.utf8, patched.utf8) else {
      Issue.record("not other bytes: \(old)")
      return
    }
    let same = zip(Self.small.utf8, patched.replacing(">1<", with: ">0<").utf8).prefix { $0 == $1 }
    #expect(places.original.offset == offset ?? same.count)
    #expect(places.patched.offset == offset ?? same.count)
  }

  @Test("one document in two encodings has the same content", arguments: TestEncoding.allCases)
  func encodings(_ encoding: TestEncoding) throws {
    let text = Array(Self.small.utf8.dropFirst(22))
    // These begin with a comment of their own.
    let hasComment: [TestEncoding] = [.utf16LittleDeclared, .ascii, .latin1, .windows1252]
    let found = try outcome(text, encoding.encode(text))
    if encoding == .utf8 {
      #expect(found == .same)
    } else if hasComment.contains(encoding) {
      #expect(try otherContent(text, encoding.encode(text))?.path == "/")
    } else {
      let start = SourcePosition(line: 1, column: 1, offset: 0)
      guard case .otherBytes(let places) = found else {
        Issue.record("not other bytes")
        return
      }
      #expect(places.original == start)
      #expect(places.patched.line == 1 && places.patched.column == 1)
    }
  }

  // MARK: Against another parser

  /// The judgement of Python's XML parser (expat) on every mutation of a byte, in their order: `s` for
  /// the same content, `o` for other, `b` for not well-formed.
  private static let python = """
    import sys, xml.etree.ElementTree as E
    text = sys.stdin.buffer.read()
    def canonical(data):
        try: return E.canonicalize(data.decode(), with_comments=True)
        except Exception: return None
    original = canonical(text)
    for offset in range(len(text)):
        for new in (text[offset] ^ 1, 32, 120, 10):
            found = canonical(text[:offset] + bytes([new]) + text[offset + 1:])
            print(end="b" if found is None else "s" if found == original else "o")
    """

  private static let pythonPath = URL(filePath: "/usr/bin/env")

  @Test("whatever byte is changed, another parser agrees on what it comes to")
  func mutations() throws {
    let text = Array(Self.small.utf8)
    let run = try Program.run(Self.pythonPath, ["python3", "-c", Self.python], input: Data(text))
    guard run.exitCode == 0, run.output.count == 4 * text.count else {
      return withKnownIssue("python3 3.8 or newer is not here", isIntermittent: true) {
        Issue.record("\(run.errors)")
      }
    }
    let original = try Export(SourceBytes(text))
    let options = original.connectors.flatMap(\.options).flatMap {
      ($0.signAndSeal.nodes + $0.sslBind.nodes + $0.simpleBind.nodes).map(\.element.content)
    }
    var judged = 0
    for (index, judgement) in run.output.enumerated() {
      let offset = index / 4
      if options.contains(where: { $0.contains(offset) }) { continue }
      var mutated = text
      mutated[offset] = [text[offset] ^ 1, 32, 120, 10][index % 4]
      guard let patched = try? Export(SourceBytes(mutated)) else { continue }
      let outcome = try Verification(original: original, patched: patched).outcome
      let expected: UInt8 =
        switch outcome {
        case .same, .otherBytes: UInt8(ascii: "s")
        case .otherContent: UInt8(ascii: "o")
        }
      #expect(judgement == expected, "byte \(mutated[offset]) at \(offset)")
      #expect((outcome == .same) == (mutated == text), "byte \(mutated[offset]) at \(offset)")
      judged += 1
    }
    #expect(judged > text.count)
  }
}
