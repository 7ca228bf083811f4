import ConnectorExport
import RewriteEngine
import SourceXML
import TestSupport
import Testing

/// One test for each defect ever found, named after what a user would have seen.
@Suite("Regressions")
struct RegressionTests {
  private func corrected(_ text: String) throws -> String {
    let correction = try Correction(
      of: Export(SourceBytes(Array(text.utf8))), policy: CorrectionPolicy())
    return String(decoding: try correction.correctedBytes(), as: UTF8.self)
  }

  private func connector(forest: String = "", partition: String = "", parameters: String = "")
    -> String
  {
    """
    <ma-data><category>AD</category><private-configuration><adma-configuration>\(forest)\
    </adma-configuration></private-configuration><ma-partition-data><partition><custom-data>\
    <adma-partition-data>\(partition)</adma-partition-data></custom-data>\(parameters)</partition>\
    </ma-partition-data></ma-data>
    """
  }

  @Test("the last few hundred bytes of a large document were read from its beginning")
  func largeDocumentsEnd() throws {
    // libxml2 2.9 drops what it has read when less than 500 bytes are left.
    let filler = String(repeating: "<a/>", count: 50_000)
    let text = connector(
      forest: "<sign-and-seal>0</sign-and-seal>",
      partition: filler + "<sign-and-seal>0</sign-and-seal>")
    #expect(try corrected(text) == text.replacing(">0<", with: ">1<"))
  }

  @Test("a partition's missing parameter was put where the forest has it")
  func forestAsExample() throws {
    let before = connector(
      forest: """
        <forest-name>f</forest-name><sign-and-seal>1</sign-and-seal><parameter-values>\
        <parameter name="forest-name" use="connectivity">f</parameter>\
        <parameter name="sign-and-seal" use="connectivity">1</parameter>\
        <parameter name="crl-check" use="connectivity">0</parameter></parameter-values>
        """,
      partition: "<sign-and-seal>1</sign-and-seal>",
      parameters: """
        <parameter-values><parameter name="guid" type="string" use="partition">g</parameter>\
        <parameter name="last-dc" type="string" use="partition">d</parameter>\
        <parameter name="crl-check" type="string" use="connectivity">0</parameter></parameter-values>
        """)
    let after = before.replacing(
      #"g</parameter>"#,
      with:
        #"g</parameter><parameter name="sign-and-seal" type="string" use="partition">1</parameter>"#
    )
    #expect(try corrected(before) == after)
  }

  @Test("a value with an element in it passed for the value of its text")
  func elementInValue() throws {
    let text = connector(
      forest: "<sign-and-seal>1<a/></sign-and-seal>", partition: "<sign-and-seal>1</sign-and-seal>")
    #expect(try corrected(text) == text.replacing("1<a/>", with: "1"))
  }

  @Test("an element in allow-low-security, large enough to be dropped, broke the proof")
  func largeElementInLowSecurity() throws {
    let large = "<x>" + String(repeating: "y", count: 2_000) + "</x>"
    let text = connector(
      forest: "<sign-and-seal>0</sign-and-seal>", partition: "<sign-and-seal>1</sign-and-seal>"
    )
    .replacing(
      "</ma-data>",
      with:
        "<password-sync><allow-low-security>1\(large)</allow-low-security></password-sync></ma-data>"
    )
    #expect(try corrected(text) == text.replacing(">0<", with: ">1<"))
  }
}
