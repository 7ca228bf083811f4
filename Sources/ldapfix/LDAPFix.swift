import ArgumentParser
import Emitter

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

      EXAMPLES
        ldapfix check Connectors
        ldapfix patch connector.xml corrected.xml
        ldapfix script connector.xml >apply.ps1

      EXIT STATUS
        0    done, or nothing to change
        1    something is insecure, would change or differs; a file of batch failed
        64   usage
        65   the data is no export of an Active Directory connector
        66   an input does not exist or cannot be read
        70   a defect of ldapfix; nothing was written
        73   an output cannot be created
        74   a read or write failed
        130  interrupted; by another signal 128 and its number
      """,
    version: Version.full,
    subcommands: [
      PatchCommand.self, DiffCommand.self, CheckCommand.self, BatchCommand.self, ScriptCommand.self,
      VerifyCommand.self, ReportCommand.self, ExplainCommand.self,
    ]
  )

  static func main() {
    StandardStreams.occupy()
    Signals.endQuietly()
    guard RawArguments.areKnown else {
      Console.reportUsage("the system tells no command line; mount /proc and try again")
      Signals.end(with: ExitStatus.readOrWrite.code)
    }
    do {
      var command = try command(RawArguments.all)
      try command.run()
    } catch let code as ExitCode {
      // Asking the parser what this error means would make it write the help.
      Signals.end(with: code.rawValue)
    } catch  where ExitStatus.isOurs(error) {
      // What a command did not expect, such as an output that is full.
      Console.reportStray(error)
      Signals.end(with: ExitStatus(error).code)
    } catch {
      guard exitCode(for: error) == .validationFailure else { answer(error) }
      Console.reportUsage(
        UnknownWord.explanation(of: RawArguments.all) ?? message(for: error))
      Signals.end(with: ExitCode.validationFailure.rawValue)
    }
  }

  /// Prints what was asked for: help, the version or completions. The parser itself would not notice that
  /// they cannot be written.
  private static func answer(_ request: any Error) -> Never {
    guard exitCode(for: request) == .success else { exit(withError: request) }
    do {
      try OutputFile.writeToStandardOutput((fullMessage(for: request) + "\n").utf8)
    } catch {
      Console.reportStray(error)
      Signals.end(with: ExitStatus(error).code)
    }
    Signals.end(with: ExitStatus.success.code)
  }

  /// The command that `arguments` ask for.
  ///
  /// Where the first one names a command, that command's own parser does all the work. What it does not
  /// understand, and requests for help, go through the parser of the whole program, which knows what to
  /// call things.
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    if let name = arguments.first,
      let type = configuration.subcommands.first(where: { $0.configuration.commandName == name }),
      let command = try? type.parseAsRoot(Array(arguments.dropFirst())),
      Swift.type(of: command) == type
    {
      return command
    }
    return try parseAsRoot(arguments)
  }
}
