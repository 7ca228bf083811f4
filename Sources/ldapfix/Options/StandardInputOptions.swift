import ArgumentParser

/// What standard input is called, for the commands that read an export from there.
struct StandardInputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinFilename: String?

  /// Refuses a name where no input bears it.
  ///
  /// - Parameter isRead: whether the command reads an export from standard input.
  func refuseUnused(isRead: Bool) throws(ValidationError) {
    if stdinFilename != nil, !isRead {
      throw ValidationError("--stdin-filename goes with '-' as an input only")
    }
  }
}
