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
    let options = Options(help)
    var takesValue = false
    for argument in arguments.prefix(while: { $0 != "--" }) {
      defer { takesValue = options.withValue.contains(argument) }
      if argument.hasPrefix("--") {
        let option = String(argument.prefix { $0 != "=" })
        guard !options.known.contains(option) else { continue }
        return sentence("option", option, options.known.filter { $0.hasPrefix("--") }.sorted())
      } else if argument.hasPrefix("-"), argument != "-", !takesValue,
        !options.known.contains(String(argument.prefix(2)))
      {
        return "there is no option '\(argument)'; a file of this name is './\(argument)'"
      }
    }
    return nil
  }

  /// The options that a help text tells of.
  private struct Options {
    var known: Set<String> = []
    var withValue: Set<String> = []

    init(_ help: String) {
      var last = ""
      for word in help.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
        if word.hasPrefix("<") { withValue.insert(last) }
        // In a sentence a sign may stand behind it.
        last = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
        if word.hasPrefix("-"), word != "-" { known.insert(last) }
      }
    }
  }

  private static func sentence(_ kind: String, _ word: String, _ names: [String]) -> String {
    let hint =
      Suggestion.nearest(to: word, among: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    return "there is no \(kind) '\(word)'; \(hint)"
  }
}
