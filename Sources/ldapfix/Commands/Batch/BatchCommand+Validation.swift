import ArgumentParser

/// What `ldapfix batch` refuses before it looks at a file.
extension BatchCommand {
  func validate() throws {
    try validateDestination()
    try validateInputs()
    if scriptDir == nil, product != .auto {
      throw ValidationError("--product goes with --script-dir only")
    }
    if let jobs, !(1...1_024).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 1024")
    }
  }

  private func validateDestination() throws {
    if outputDir == nil, !replacement.inPlace, !dryRun {
      throw ValidationError("batch needs --output-dir DIR, --in-place or --dry-run")
    }
    if outputDir != nil, replacement.inPlace {
      throw ValidationError("--output-dir and --in-place contradict each other")
    }
    if copyOthers, outputDir == nil {
      throw ValidationError("--copy-others goes with --output-dir only")
    }
    if dryRun,
      replacement.cutHardLinks || replacement.backup || copyOthers || scriptDir != nil
    {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup, --copy-others, --cut-hard-links or "
          + "--script-dir")
    }
    for path in [outputDir, scriptDir].compactMap({ $0 }) where path.isStandardStream {
      throw ValidationError("a folder has a name; '-' is none")
    }
  }

  private func validateInputs() throws {
    if inputs.readsStandardInput {
      throw ValidationError("batch is for files and folders; use: ldapfix patch - -")
    }
    if inputs.nul, inputs.filesFrom == nil {
      throw ValidationError("-0 goes with --files-from only")
    }
  }
}
