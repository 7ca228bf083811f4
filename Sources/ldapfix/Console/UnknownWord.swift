import ArgumentParser
import Emitter

/// A misspelt command or option.
///
/// The parser asks what a command makes of its arguments before it looks for options that nobody knows,
/// and so complains of something else where one is misspelt.
enum UnknownWord {
  /// What is misspelt in a command line that was refused, as a sentence; nil where all words are known.
  static func explanation(of arguments: [String]) -> String? {
    guard let first = arguments.first else { return nil }
    let commands = LDAPFix.configuration.subcommands
    let command = commands.first { $0.configuration.commandName == first }
    if command == nil, !first.hasPrefix("-"), first != "help" {
      return sentence("command", first, commands.compactMap { $0.configuration.commandName })
    }
    let help = LDAPFix.helpMessage(for: command ?? LDAPFix.self, includeHidden: true)
    let known = Set(
      help.split { $0.isWhitespace || $0 == "," }.filter { $0.hasPrefix("--") }.map(String.init))
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      let option = String(argument.prefix { $0 != "=" })
      if !known.contains(option) { return sentence("option", option, known.sorted()) }
    }
    return nil
  }

  private static func sentence(_ kind: String, _ word: String, _ names: [String]) -> String {
    let hint =
      Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    return "there is no \(kind) '\(word)'; \(hint)"
  }
}
