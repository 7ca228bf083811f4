import SourceXML
import TestSupport
import Testing

@testable import ConnectorExport

@Suite("What is no export of Active Directory is refused with its place")
struct ExportErrorTests {
  private func refusal(
    of text: String, mark: [UInt8] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ExportError {
    try #require(throws: ExportError.self, sourceLocation: sourceLocation) {
      try Export(SourceBytes(mark + Array(text.utf8)))
    }
  }

  @Test(
    "A document without a connector",
    arguments: [
      ("<mv-data/>", "mv-data"), ("<a><b><ma-data/></b></a>", "a"), ("<MA-DATA/>", "MA-DATA"),
      ("<a><x:ma-data xmlns:x='urn:x'/></a>", "a"),
      ("<html xmlns='urn:x'><ma-data/></html>", "html"),
      ("<a><!-- <ma-data/> --></a>", "a"), ("<a><b/><schema><ma-data/></schema></a>", "a"),
      ("<ma-data xmlns='urn:x'/>", "ma-data"),
      ("<x:envelope xmlns:x='urn:x'/>", "envelope"), ("<x:ma-data xmlns:x='urn:x'/>", "ma-data"),
    ])
  func notAnExport(_ text: String, _ root: String) throws {
    let error = try refusal(of: text)
    #expect(error.reason == .notAnExport)
    #expect(
      error.message
        == "no connector export: the root element is \(root), and there is no ma-data "
        + (root == "ma-data" ? "without a namespace" : "in it"))
    #expect(error.remedy == "give the XML file of an Active Directory connector")
    #expect(error.position == SourcePosition(line: 1, column: 1, offset: 0))
    let later = try refusal(of: "<!--é-->\n " + text, mark: [0xEF, 0xBB, 0xBF])
    #expect(later.position == SourcePosition(line: 2, column: 2, offset: 14))
  }

  @Test(
    "Connectors of other categories alone",
    arguments: [
      (["FIM"], "FIM"), ([nil], "none"), ([""], "none"),
      (["FIM", nil, "MSSQL"], "FIM, none, MSSQL"),
      (["\n Extensible2 "], "Extensible2"), (["FIM", "FIM", "MSSQL", "FIM"], "FIM, MSSQL"),
      (["1", "2", "3", "4", "5"], "1, 2, 3, 4, 5"),
      (["1", "2", "3", "4", "5", "6", "7"], "1, 2, 3, 4, 5, …"),
    ] as [([String?], String)])
  func otherCategory(_ categories: [String?], _ shown: String) throws {
    var model = ExportModel()
    model.connectors = categories.map { ConnectorModel(category: $0) }
    let error = try refusal(of: "\n" + model.text)
    #expect(error.reason == .otherCategory)
    #expect(error.message == "no Active Directory connector in it: the category is \(shown)")
    #expect(error.remedy == "give an export of category AD, ADAM, AD GAL")
    let column = "<saved-ma-configuration server='SYNC01'>".utf8.count + 1
    #expect(error.position == SourcePosition(line: 2, column: column, offset: column))
  }

  @Test("A connector without connection options, be it the second of two")
  func noOptions() throws {
    var model = ExportModel(ConnectorModel(), wrapper: "export-ma")
    let start = "<export-ma server='SYNC01'>".utf8.count + ConnectorModel().text.utf8.count
    model.connectors.append(ConnectorModel(name: "empty", forest: nil, partitions: []))
    let error = try refusal(of: model.text)
    #expect(error.reason == .noOptions)
    #expect(
      error.message
        == "the connector empty has no connection options (adma-configuration, "
        + "adma-partition-data)")
    #expect(error.remedy == "export it again, whole")
    #expect(error.position == SourcePosition(line: 1, column: start + 1, offset: start))
  }

  @Test("one without a name was called the connector connector without a name")
  func nameless() throws {
    let text = "<ma-data><category>AD</category></ma-data>"
    #expect(
      try refusal(of: text).message.hasPrefix(
        "a connector without a name has no connection options"))
  }

  @Test("Partitions without connection options are none")
  func barePartitions() throws {
    var partition = PartitionModel()
    partition.place.hasContainer = false
    let model = ExportModel(ConnectorModel(forest: nil, partitions: [partition]))
    #expect(try refusal(of: model.text).reason == .noOptions)
  }

  @Test("What is no XML is the source's error, not the export's")
  func notWellFormed() {
    #expect(throws: SourceError.self) { try Export(SourceBytes(Array("<ma-data>".utf8))) }
  }

  @Test(
    "Refused samples",
    arguments: [("mv", ExportError.Reason.notAnExport), ("other-category", .otherCategory)])
  func samples(_ name: String, _ reason: ExportError.Reason) throws {
    let bytes = try Samples.bytes("refused/" + name)
    let error = try #require(throws: ExportError.self) { try Export(SourceBytes(bytes)) }
    #expect(error.reason == reason)
    #expect(error.position != nil)
  }

  @Test("In UTF-16 the place counts the stored bytes")
  func wide() throws {
    let bytes: [UInt8] = [0xFF, 0xFE] + "\n<mv-data/>".utf8.flatMap { [$0, 0] as [UInt8] }
    let error = try #require(throws: ExportError.self) { try Export(SourceBytes(bytes)) }
    #expect(error.position == SourcePosition(line: 2, column: 1, offset: 4))
  }
}
