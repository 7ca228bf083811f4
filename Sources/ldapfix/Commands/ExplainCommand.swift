import ArgumentParser
import ConnectorExport
import Emitter

/// `ldapfix explain`: the error, the dialogs, the rules.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what error 8023062C is, where the settings stand, and what each rule means.",
    discussion: """
      Works offline. On a terminal a long text is shown page by page (PAGER, or less).

      EXAMPLES
        ldapfix explain
        ldapfix explain twin-disagrees
      """,
    version: Version.full)

  @Argument(
    help: ArgumentHelp("A rule, as findings name it; without one, all of them.", valueName: "rule"),
    completion: .list(Rule.allCases.map(\.rawValue)))
  var rule: String?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard let rule, Rule(rawValue: rule) == nil else { return }
    let names = Rule.allCases.map(\.rawValue)
    let hint =
      Suggestion.nearest(to: rule, among: names).map { "did you mean '\($0)'?" }
      ?? "the rules are \(names.joined(separator: ", "))"
    throw ValidationError("there is no rule '\(TerminalText.escape(rule))'; \(hint)")
  }

  func run() throws {
    let console = Console(shared)
    let explanation = Explanation(style: console.outputStyle, width: Terminal.width)
    let text = rule.flatMap(Rule.init(rawValue:)).map(explanation.text) ?? explanation.overview
    try Pager.show(text, console)
  }
}
