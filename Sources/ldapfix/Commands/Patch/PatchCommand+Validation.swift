import ArgumentParser
import Emitter
import SystemPackage

/// What `ldapfix patch` refuses.
extension PatchCommand {
  func validate() throws {
    try validateFiles()
    try validateScript()
    if dryRun, replacement.backup || replacement.cutHardLinks {
      throw ValidationError(
        "--dry-run writes nothing, so it does not go with --backup or --cut-hard-links")
    }
    try standardInput.refuseUnused(isRead: files.first?.isStandardStream == true)
  }

  private func validateFiles() throws {
    if replacement.inPlace {
      if files.isEmpty { throw ValidationError("--in-place needs at least one file") }
      if files.contains(where: \.isStandardStream) {
        throw ValidationError("--in-place cannot change standard input; use: ldapfix patch - -")
      }
    } else if dryRun ? !(1...2).contains(files.count) : files.count != 2 {
      throw ValidationError(
        dryRun
          ? "--dry-run needs one input; several go with --in-place"
          : "patch needs IN and OUT, or --in-place and files")
    }
    if skipOthers, !replacement.inPlace {
      throw ValidationError("--skip-others goes with --in-place only")
    }
  }

  private func validateScript() throws {
    guard script != nil else {
      if product != .auto { throw ValidationError("--product goes with --script only") }
      return
    }
    if dryRun {
      throw ValidationError("--dry-run writes nothing, so it does not go with --script")
    }
    if files.contains(where: \.isStandardStream) {
      throw ValidationError("--script names each export by its file, so it does not go with '-'")
    }
    if skipOthers {
      throw ValidationError(
        "--script needs every file to be an export, so it does not go with --skip-others")
    }
  }

  /// Reading and writing the same file is what `--in-place` is for, with all that it promises.
  func refuseSameFile() throws {
    let input =
      try
      (files[0].isStandardStream
      ? FileAttributes.ofStandardInput() : FileAttributes.ofInput(files[0].path))
    let output =
      try
      (files[1].isStandardStream
      ? FileAttributes.ofStandardOutput() : FileAttributes.ofOutput(files[1].path))
    guard let input, let output, output.kind == .regular, output.isSameFile(as: input) else {
      return
    }
    // A redirect tells no name that --in-place could take.
    let name = files.first { !$0.isStandardStream && !$0.path.starts(with: "/dev") }
    throw ValidationError(
      "IN and OUT are the same file; use: ldapfix patch --in-place "
        + (name.map { ShellText.quote($0.path) } ?? "FILE"))
  }
}
