import Foundation
import SourceXML
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("Replacing a file")
struct OutputFileReplaceTests {
  private let scratch: Scratch
  private let new = SourceBytes(Array("new".utf8))

  init() throws { scratch = try Scratch() }

  @Test(
    "The mode stays",
    arguments: [0o600, 0o644, 0o444, 0o400, 0o640, 0o666, 0o755, 0o777, 0o2755])
  func mode(_ mode: mode_t) throws {
    let path = try scratch.write("old", to: "a.xml", mode: mode)
    let before = try FileStatus(path)
    try OutputFile.replace(path, InputFile.read(path), with: new)
    let after = try FileStatus(path)
    #expect(after.mode == mode)
    #expect(after.owner == before.owner && after.group == before.group)
    #expect(after.number != before.number && after.linkCount == 1)
    #expect(try scratch.text("a.xml") == "new")
    #expect(scratch.names == ["a.xml"])
  }

  @Test("The owner stays", .enabled(if: geteuid() == 0, "only root can give files away"))
  func owner() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o640)
    try check(chown(scratch.url("a.xml").path, 12_345, 23_456))
    try OutputFile.replace(path, InputFile.read(path), with: new)
    let after = try FileStatus(path)
    #expect(after.owner == 12_345 && after.group == 23_456 && after.mode == 0o640)
  }

  @Test(
    "Where the group cannot stay, the new group gets nothing",
    .enabled(if: geteuid() == 0, "only root can make a file of somebody else's group"),
    .enabled(if: Unprivileged.isPossible, Comment(rawValue: Unprivileged.absence)))
  func foreignGroup() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o664)
    try check(chown(scratch.url("a.xml").path, 12_345, 23_456))
    // Nor does who runs it become the new owner.
    try check(chmod(scratch.url("a.xml").path, 0o6664))
    try check(chmod(scratch.folder.path, 0o777))
    try Unprivileged.run {
      try OutputFile.replace(path, InputFile.read(path), with: new)
    }
    let after = try FileStatus(path)
    #expect(after.owner == Unprivileged.number)
    #expect(after.mode == 0o604)
    #expect(try scratch.text("a.xml") == "new")
  }

  @Test("Of a link the target is replaced, and the link stays")
  func link() throws {
    try scratch.makeFolder("folder")
    try scratch.write("old", to: "folder/a.xml", mode: 0o640)
    let path = try scratch.link("link.xml", to: "folder/a.xml")
    try OutputFile.replace(path, InputFile.read(path), with: new)
    #expect(try FileStatus(path).type == S_IFLNK)
    #expect(try scratch.text("folder/a.xml") == "new")
    #expect(try FileStatus(scratch.path("folder/a.xml")).mode == 0o640)
    #expect(scratch.names == ["folder", "link.xml"])
  }

  @Test("A file with several names is replaced only when that is asked for")
  func hardLinks() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    try FileManager.default.linkItem(at: scratch.url("a.xml"), to: scratch.url("b.xml"))
    let input = try InputFile.read(path)
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(path, input, with: new)
    }
    #expect(error.reason == .cannotCreate)
    #expect(error.remedy == "write to another file, or use --cut-hard-links")
    #expect(try scratch.text("a.xml") == "old" && FileStatus(path).linkCount == 2)
    try OutputFile.replace(
      path, input, with: new, options: OutputFile.Options(cutsHardLinks: true))
    #expect(try scratch.text("a.xml") == "new")
    #expect(try scratch.text("b.xml") == "old")
    #expect(scratch.names == ["a.xml", "b.xml"])
  }

  /// What somebody else may do to a file after it was read.
  enum Interference: CaseIterable, Sendable {
    case growing, shrinking, rewriting, touching, replacing, removing, becomingFolder, relinking
  }

  @Test("What was changed since it was read is not replaced", arguments: Interference.allCases)
  func changed(_ interference: Interference) throws {
    try scratch.write("old", to: "a.xml", mode: 0o644)
    try scratch.write("old", to: "b.xml", mode: 0o644)
    let path = try scratch.link("link.xml", to: "a.xml")
    let input = try InputFile.read(path)
    let url = scratch.url("a.xml")
    switch interference {
    // The size tells alone, then the time.
    case .growing: try rewrite("older", shiftingTimeBy: 0)
    case .shrinking: try rewrite("ol", shiftingTimeBy: 0)
    case .rewriting: try rewrite("OLD", shiftingTimeBy: 1)
    case .touching: try rewrite("old", shiftingTimeBy: -1)
    case .replacing: try check(rename(scratch.url("b.xml").path, url.path))
    case .removing: try check(unlink(url.path))
    case .becomingFolder:
      try check(unlink(url.path))
      try scratch.makeFolder("a.xml")
    case .relinking:
      try check(unlink(scratch.url("link.xml").path))
      try scratch.link("link.xml", to: "b.xml")
    }
    let before = try snapshot()
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(
        path, input, with: new, options: OutputFile.Options(keepsBackup: true))
    }
    #expect(error.reason == (interference == .removing ? .cannotCreate : .readOrWrite))
    #expect(
      error.message
        == (interference == .removing
          ? "is a link that leads nowhere" : "was changed by somebody else meanwhile"))
    #expect(try snapshot() == before)
  }

  @Test("Whether a file can be replaced is known before it is read")
  func replaceable() throws {
    try scratch.write("old", to: "a.xml", mode: 0o644)
    try scratch.makePipe("pipe")
    try scratch.link("link", to: "pipe")
    try scratch.makeFolder("folder")
    for name in ["a.xml", "missing.xml", "folder"] {
      #expect(throws: Never.self) { try OutputFile.checkReplaceable(scratch.path(name)) }
    }
    for path in [scratch.path("pipe"), scratch.path("link"), "/dev/null"] {
      let error = try #require(throws: FileError.self) { try OutputFile.checkReplaceable(path) }
      #expect(error.reason == .cannotCreate && error.path == path)
    }
  }

  @Test("A file that has vanished is not written anew")
  func vanished() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    let input = try InputFile.read(path)
    try check(unlink(scratch.url("a.xml").path))
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(path, input, with: new)
    }
    #expect(error.reason == .readOrWrite)
    #expect(error.message == "was changed by somebody else meanwhile")
    #expect(scratch.names == [])
  }

  /// Writes to `a.xml`, and sets its time of change to so many whole seconds behind what it was.
  private func rewrite(_ text: String, shiftingTimeBy seconds: Int) throws {
    let path = scratch.url("a.xml").path
    var status = stat()
    try check(stat(path, &status))
    let file = try FileDescriptor.open(FilePath(path), .writeOnly, options: [.truncate])
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
    var times = [status.st_atim, status.st_mtim]
    times[1].tv_sec += seconds
    try check(utimensat(AT_FDCWD, path, &times, 0))
  }

  /// All names with what they hold.
  private func snapshot() throws -> [String: String] {
    try scratch.names.reduce(into: [:]) { snapshot, name in
      let type = try FileStatus(scratch.path(name)).type
      snapshot[name] = type == S_IFREG ? try scratch.text(name) : "\(type)"
    }
  }

  @Test(
    "A signal that comes while a file is written ends the write and leaves no trace",
    arguments: [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGUSR1])
  func interruption(_ signal: CInt) throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    let input = try InputFile.read(path)
    // The signal waits for this thread alone, and is taken back before anybody sees it.
    var signals = sigset_t()
    var previous = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, signal)
    pthread_sigmask(SIG_BLOCK, &signals, &previous)
    pthread_kill(pthread_self(), signal)
    let options = OutputFile.Options(keepsBackup: true)
    #expect(throws: Interruption(signal: signal)) {
      try OutputFile.replace(path, input, with: new, options: options)
    }
    #expect(throws: Interruption(signal: signal)) {
      try OutputFile.create(scratch.path("b.xml"), from: input, bytes: SourceBytes([]))
    }
    var taken: CInt = 0
    sigwait(&signals, &taken)
    #expect(taken == signal)
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    #expect(scratch.names == ["a.xml"])
    #expect(try scratch.text("a.xml") == "old")
  }
}
