import ConnectorExport

/// The error behind the rules, where the settings stand, and the rules themselves, as text for people.
///
/// Sources: Microsoft's article on 8023062C and its page on connectors in Synchronization Service Manager;
/// MS-ADTS; the programs AADConnectConfigDocumenter, MIMConfigDocumenter and MIMDSC.
package struct Explanation {
  private let style: TextStyle
  private let width: Int

  /// - Parameter width: the columns that a line may have.
  package init(style: TextStyle, width: Int) {
    self.style = style
    self.width = min(max(width, 40), 100)
  }

  /// Everything but the rules' details.
  package var overview: String {
    [
      section("Error 8023062C", Self.error),
      section("The three dialogs", Self.dialogs),
      section("Exports", Self.exports),
      rules,
      section("How others read the same file", Self.readers),
      section("What is not known", Self.unknown),
    ].joined(separator: "\n")
  }

  /// All that there is to say of one rule.
  package func text(_ rule: Rule) -> String {
    let guide = RuleGuide(rule)
    return [
      style.bold(rule.rawValue) + " (\(rule.level.rawValue)): \(guide.title)\n",
      section("Why", [guide.why]), section("By hand", [guide.byHand]),
      section("What ldapfix patch does", [guide.patch]),
      section("What is known, and what is not", [guide.known]),
    ].joined(separator: "\n")
  }

  private var rules: String {
    let names = Rule.allCases.map { rule in
      let name = rule.rawValue.padding(to: 27) + rule.level.rawValue.padding(to: 9)
      return "  \(name)\(RuleGuide(rule).title)\n"
    }
    return style.bold("The rules") + "\n" + names.joined()
      + wrapped("'ldapfix explain RULE' says more about one.")
  }

  private func section(_ title: String, _ paragraphs: [String]) -> String {
    style.bold(title) + "\n" + paragraphs.map(wrapped).joined()
  }

  /// A paragraph in lines of the width, indented; a step's number stands out.
  private func wrapped(_ paragraph: String) -> String {
    let hanging = paragraph.first?.isNumber == true ? "     " : "  "
    var lines: [String] = []
    var line = " "
    for word in paragraph.split(separator: " ") {
      if line.count + 1 + word.count > width, !line.allSatisfy({ $0 == " " }) {
        lines.append(line)
        line = String(hanging.dropLast())
      }
      line += " " + word
    }
    lines.append(line)
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The text

  private static let error = [
    "Password writeback from Entra ID to Active Directory fails: the server refuses to set passwords "
      + "over a connection that is not protected. On the server, the application log has the events "
      + "33009 and 6329. Event 33004 looks alike, but its cause is missing permissions, which signing "
      + "and sealing does not cure.",
    "The cause is a connector that does not sign and encrypt its LDAP traffic. The same setting decides "
      + "whether the connector survives when domain controllers require LDAP signing (ADV190023; "
      + "directory service events 2887 to 2889), as every new domain of Windows Server 2025 does.",
  ]

  private static let dialogs = [
    "In Synchronization Service Manager, for each Active Directory connector (Connectors, the "
      + "connector, Properties), turn on Sign and Encrypt LDAP Traffic:",
    "1. Forest: Connect to Active Directory Forest › Options.",
    "2. Each partition: Configure Directory Partitions › Domain controller connection settings › "
      + "Options.",
    "3. Each partition with alternate credentials: Configure Directory Partitions › Credentials › "
      + "Set Credentials › Options.",
    "Then restart the service: Microsoft Azure AD Sync (ADSync) for Entra Connect, "
      + "FIMSynchronizationService for Microsoft Identity Manager.",
  ]

  private static let exports = [
    "In an export the setting is sign-and-seal in adma-configuration (forest) and in "
      + "adma-partition-data (partition). Entra Connect writes it a second time, as a parameter of the "
      + "same name in parameter-values; ldapfix calls that the twin, and reads and writes both.",
    "ssl-bind 1 means TLS. A domain controller does not permit signing or sealing on a TLS connection "
      + "(MS-ADTS 5.1.2.1), so ldapfix leaves such a connection alone unless told otherwise.",
  ]

  private static let readers = [
    "AADConnectConfigDocumenter and MIMConfigDocumenter read the elements and not the parameters, take "
      + "1 for yes and everything else for no, look at selected partitions only, and take a partition's "
      + "simple-bind from the forest. An older report stylesheet takes everything but 0 for yes. MIMDSC "
      + "reads the forest only."
  ]

  private static let unknown = [
    "No public export has alternate credentials; that their checkbox is the partition's own "
      + "sign-and-seal, or one nested in its options, is assumed. Which of element and parameter an "
      + "Entra Connect server goes by, and what it assumes where one is missing, is unknown. Importing "
      + "or updating a connector from a file is not supported by Microsoft on Entra Connect."
  ]
}

extension String {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: " ", count: max(length - count, 1))
  }
}
