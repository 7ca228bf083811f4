import ArgumentParser

/// The options that every command has.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("When to use colour.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Say nothing about the run but errors and warnings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more: notes, and what was left alone.")
  var verbose = false

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose contradict each other") }
  }
}
