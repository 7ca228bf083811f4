import ArgumentParser

/// The program: it parses the command line and hands over to a command.
@main
struct LDAPFix: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ldapfix",
    abstract: "Turns on signing and sealing of LDAP traffic in connector exports, byte for byte.",
    discussion: """
      Password writeback of Microsoft Entra Connect fails with error 8023062C where a connector talks to \
      Active Directory without signing and encryption. ldapfix corrects exported connectors of Entra \
      Connect and of Microsoft Identity Manager, and changes nothing but the values that have to change.

      EXAMPLE
        ldapfix patch connector.xml corrected.xml

      EXIT STATUS
        0 done, or nothing to change; 1 something is insecure or would change; 64 usage; 65 not an
        export; 66 no such input; 70 a defect of this program; 73, 74 output or disk; 130 interrupted
      """,
    version: Version.text,
    subcommands: [PatchCommand.self]
  )

  static func main() {
    Signals.endQuietly()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
