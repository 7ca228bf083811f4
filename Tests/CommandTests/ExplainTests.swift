import ConnectorExport
import TestSupport
import Testing

@Suite("ldapfix explain")
struct ExplainTests {
  @Test("the overview has the error, its events, the dialogs and every rule")
  func overview() throws {
    let run = try Program.run(["explain"])
    #expect(run.exitCode == 0)
    for words in [
      "8023062C", "33009", "6329", "33004", "Connect to Active Directory Forest", "ADSync",
    ]
      + Rule.allCases.map(\.rawValue)
    {
      #expect(run.text.contains(words), "\(words)")
    }
    #expect(run.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("each rule is explained", arguments: Rule.allCases)
  func rule(_ rule: Rule) throws {
    let run = try Program.run(["explain", rule.rawValue])
    #expect(run.exitCode == 0)
    for words in ["Why", "By hand", "What ldapfix patch does", "What is known"] {
      #expect(run.text.contains(words))
    }
  }

  @Test(
    "a misspelt rule gets a suggestion",
    arguments: [
      ("sign-and-seal", "sign-and-seal-off"), ("simplebind", "simple-bind"),
      ("TLS-INSTEAD", "tls-instead"),
    ])
  func misspelt(_ word: String, _ meant: String) throws {
    let run = try Program.run(["explain", word])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("did you mean '\(meant)'?"))
    #expect(
      try Program.run(["explain", "xyzzy"]).errors.contains("the rules are sign-and-seal-off, "))
  }
}
