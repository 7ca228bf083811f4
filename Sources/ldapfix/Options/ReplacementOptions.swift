import ArgumentParser
import Emitter

/// How corrected files take the place of others, for the commands that write them.
struct ReplacementOptions: ParsableArguments {
  @Flag(help: "Correct the files themselves.")
  var inPlace = false

  @Flag(
    help: "With --in-place: keep each original as FILE.bak; one that exists is never overwritten.")
  var backup = false

  @Flag(help: "Replace a file that has several names (hard links), under this name only.")
  var cutHardLinks = false

  var output: OutputFile.Options {
    OutputFile.Options(keepsBackup: backup, cutsHardLinks: cutHardLinks)
  }

  func validate() throws {
    if backup, !inPlace { throw ValidationError("--backup goes with --in-place only") }
  }
}
