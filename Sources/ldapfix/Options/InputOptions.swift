import ArgumentParser
import Emitter
import SystemPackage

/// Which files a command over many files looks at.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files and folders; in folders *.xml is looked at. For check, '-' is standard input.",
      valueName: "path")
  )
  var paths: [PathArgument] = []

  @Option(
    help: ArgumentHelp(
      "Read further paths from a file, one a line; '-' is standard input.", valueName: "file"))
  var filesFrom: PathArgument?

  @Flag(
    name: .customShort("0"),
    help: "NUL separates paths, in --files-from and in what check --list prints.")
  var nul = false

  @Flag(
    help: "Skip files that are named and no Active Directory connector's export, as in folders.")
  var skipOthers = false

  @Option(
    help: ArgumentHelp("Leave out paths or names that match; can be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Look only at the K-th of N parts, which are disjoint and together complete.",
      valueName: "k/n"))
  var shard: String?

  var readsStandardInput: Bool { paths.contains(where: \.isStandardStream) }

  func validate() throws {
    if paths.isEmpty, filesFrom == nil {
      throw ValidationError("name files or folders, or use --files-from")
    }
    if filesFrom?.isStandardStream == true, readsStandardInput {
      throw ValidationError("standard input cannot be both an export and a list of paths")
    }
    if exclude.contains(where: \.isEmpty) {
      throw ValidationError("--exclude takes a glob, and an empty one leaves out nothing")
    }
    if let shard, Shard(shard) == nil {
      throw ValidationError(
        "--shard takes K/N with K from 1 to N and N up to \(Shard.mostParts), not "
          + "'\(TerminalText.escape(shard))'")
    }
    if skipOthers, readsStandardInput {
      throw ValidationError("--skip-others is for files, and standard input is none")
    }
    if shard != nil, readsStandardInput {
      throw ValidationError("--shard divides files, and standard input is none")
    }
  }

  /// The files of this part, and the folders that could not be read. Sizes do not count: what is found in
  /// one part may be corrected before the next is looked at.
  func files() throws -> (files: [FoundFile], errors: [FileError]) {
    let (all, errors) = try allFiles(at: allPaths())
    return (part(of: all, ignoresSizes: true), errors)
  }

  /// What was named, on the command line and in a list.
  func allPaths() throws -> [FilePath] {
    try paths.map(\.path) + (filesFrom.map { try PathList.read($0.path, nulSeparated: nul) } ?? [])
  }

  /// The files of every part.
  func allFiles(
    at paths: [FilePath], omitting omitted: FileAttributes? = nil
  ) throws -> (files: [FoundFile], errors: [FileError]) {
    var walk = FolderWalk(excluding: exclude, omitting: omitted)
    let found = walk.files(at: paths)
    return (found, walk.errors)
  }

  /// Those of this part.
  func part(
    of files: [FoundFile], keepsFolders: Bool = false, ignoresSizes: Bool = false
  ) -> [FoundFile] {
    shard.flatMap(Shard.init)?
      .select(files, keepsFolders: keepsFolders, ignoresSizes: ignoresSizes) ?? files
  }
}
