import ArgumentParser
import Emitter
import SystemPackage

/// What `ldapfix batch` may write, and where.
extension BatchCommand {
  /// Refuses reports and scripts in the place of an input or a result, and results in that of the list.
  func refuseConflicts(_ files: [FoundFile], _ tree: OutputTree?) throws {
    let list = inputs.filesFrom.map { [$0.path] } ?? []
    let results = tree.map { tree in files.map { tree.path(for: $0) } } ?? []
    let outputs = [
      try OutputConflict(reports.paths, option: "--report"),
      try OutputConflict(scripts?.paths(for: files) ?? [], option: "--script-dir"),
    ]
    for output in outputs {
      try output.refuse(files: files)
      try output.refuse(inputs: list)
      try output.refuse(results: results)
    }
    if !list.isEmpty {
      try OutputConflict(results, option: "--output-dir").refuse(inputs: list)
    }
  }

  /// Refuses the folder of an input as the one that results go to.
  func refuseOwnOutput(_ paths: [FilePath], _ output: FileAttributes?) throws {
    guard let output else { return }
    for path in paths {
      // A path that cannot be looked at fails by itself.
      if let input = FileAttributes.ifKnown(path), input.isSameFile(as: output) {
        throw ValidationError("the output folder is the input's; use --in-place")
      }
    }
  }

  /// Refuses results that would meet, and makes the folder.
  ///
  /// - Returns: the files of which nobody can tell, by their paths.
  func prepare(
    _ tree: OutputTree, for files: [FoundFile]
  ) throws -> [FilePath: FileError] {
    do {
      var unknown = try tree.check(files, distinguishesCase: true)
      if dryRun { return unknown }
      try OutputFolder.make(tree.root)
      OutputFolder.clean(tree.root)
      if !OutputTree.distinguishesCase(in: tree.root) {
        unknown.merge(try tree.check(files, distinguishesCase: false)) { first, _ in first }
      }
      return unknown
    } catch let error as OutputTree.Collision {
      let names = [error.first, error.second, error.output]
        .map { ShellText.quote($0) }
      throw ValidationError(
        "\(names[0]) and \(names[1]) meet in \(names[2]); name a folder above both, or run twice")
    }
  }

  /// In place, a file is corrected once, under whatever names it was given.
  func distinct(_ files: [FoundFile]) -> [FoundFile] {
    guard replacement.inPlace else { return files }
    var seen: Set<FileIdentity> = []
    return files.filter { file in file.identity.map { seen.insert($0).inserted } ?? true }
  }
}
