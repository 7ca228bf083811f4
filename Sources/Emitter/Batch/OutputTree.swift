import SystemPackage

/// A folder in which the results stand as their inputs do.
///
/// A result keeps the path under which its input was named, without what leads up or to the root. So it
/// does not depend on what else a run was given, and runs for one folder each do not meet.
package struct OutputTree: Sendable {
  package let root: FilePath

  package init(root: FilePath) { self.root = root }

  /// Where the result of `file` goes.
  package func path(for file: FoundFile) -> FilePath {
    root.appending(Self.withoutLead(file.path).components)
  }

  private static func withoutLead(_ path: FilePath) -> FilePath {
    FilePath(
      root: nil,
      path.lexicallyNormalized().components.drop { $0.kind != .regular })
  }

  /// Refuses a result that would not stand in the tree: a link in it leads elsewhere.
  ///
  /// - Throws: ``FileError``.
  package func checkInside(_ output: FilePath) throws(FileError) {
    let own: FileAttributes?
    do {
      own = try FileAttributes.of(output, followingLinks: false)
    } catch {
      throw FileError(.cannotCreate, output, "cannot be created", error)
    }
    let folder = OutputFolder.real(OutputFolder.of(output))
    guard own?.kind != .link, let folder, let top = OutputFolder.real(root),
      folder.starts(with: top)
    else {
      throw FileError(
        .cannotCreate, output, "is a link, or behind one that leads out of the output folder",
        remedy: "remove the link, or name another output folder")
    }
  }

  /// Two files with one result.
  package struct Collision: Error, Sendable {
    package var first: FilePath
    package var second: FilePath
    package var output: FilePath
  }

  /// Finds files that would get the same result, and results that would take the place of an input.
  ///
  /// - Parameter distinguishesCase: whether the file system tells names apart that differ in case only.
  /// - Returns: the files of which nobody can tell, since they or their results cannot be looked at.
  /// - Throws: ``Collision``.
  package func check(
    _ files: [FoundFile], distinguishesCase: Bool
  ) throws(Collision) -> [FilePath: FileError] {
    var unknown: [FilePath: FileError] = [:]
    var inputs: [FileIdentity: FilePath] = [:]
    for file in files {
      do throws(FileError) {
        var identity = file.identity
        if identity == nil { identity = try FileAttributes.ofInput(file.path)?.identity }
        if let identity { inputs[identity] = file.path }
      } catch {
        unknown[file.path] = error
      }
    }
    var taken: [AnyHashable: FilePath] = [:]
    for file in files {
      let output = path(for: file)
      // A path is bytes, and text equal to Swift may be two of them; a file system that does not tell
      // case apart goes by text.
      let name: AnyHashable =
        distinguishesCase ? output : RawText.text(of: output).lowercased()
      if let first = taken.updateValue(file.path, forKey: name) {
        throw Collision(first: first, second: file.path, output: output)
      }
      do {
        let existing = try FileAttributes.of(output)
        if let existing, let input = inputs[existing.identity] {
          throw Collision(first: input, second: file.path, output: output)
        }
      } catch let collision as Collision {
        throw collision
      } catch {
        unknown[file.path] = FileError(
          .cannotCreate, file.path, "its output cannot be looked at", error as? Errno ?? .ioError)
      }
    }
    return unknown
  }

  /// Whether the file system of `folder`, which exists, tells names apart that differ in case only.
  package static func distinguishesCase(in folder: FilePath) -> Bool {
    SignalHold.during { triesCase(in: folder) }
  }

  private static func triesCase(in folder: FilePath) -> Bool {
    guard let file = try? TemporaryFile(in: folder), let name = file.path.lastComponent else {
      return true
    }
    let other = folder.appending(name.string.uppercased())
    // Nobody can tell: then they had better differ in more than case.
    do { return try FileAttributes.of(other) == nil } catch { return false }
  }
}
