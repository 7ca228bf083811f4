import ArgumentParser

/// What `ldapfix check` refuses before it looks at a file.
extension CheckCommand {
  func validate() throws {
    try standardInput.refuseUnused(isRead: inputs.readsStandardInput)
    if inputs.nul, !list, inputs.filesFrom == nil {
      throw ValidationError("-0 goes with --list or --files-from only")
    }
    if list, format != nil { throw ValidationError("--list and --format contradict each other") }
    if strictBaseline, baseline == nil {
      throw ValidationError("--strict-baseline goes with --baseline only")
    }
    if writeBaseline != nil, baseline != nil {
      throw ValidationError(
        "--baseline and --write-baseline contradict each other: write the new one without the old")
    }
    for (option, path) in [("--baseline", baseline), ("--write-baseline", writeBaseline)]
    where path?.isStandardStream == true {
      throw ValidationError("\(option) needs the name of a file; '-' is none")
    }
    if exitZero, writeBaseline != nil {
      throw ValidationError("--exit-zero does nothing with --write-baseline: no finding fails then")
    }
    if exitZero, strictBaseline {
      throw ValidationError("--exit-zero and --strict-baseline contradict each other")
    }
    if strictBaseline, inputs.shard != nil {
      throw ValidationError("--strict-baseline needs all files, and --shard leaves some out")
    }
  }
}
