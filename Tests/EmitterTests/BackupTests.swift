import Foundation
import SourceXML
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("Keeping the original")
struct BackupTests {
  private let scratch: Scratch
  private let new = SourceBytes(Array("new".utf8))
  private let options = OutputFile.Options(keepsBackup: true)

  init() throws { scratch = try Scratch() }

  @Test("The backup is the original file itself", arguments: [0o600, 0o644, 0o444])
  func sameFile(_ mode: mode_t) throws {
    let path = try scratch.write("old", to: "a.xml", mode: mode)
    let before = try FileStatus(path)
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    #expect(scratch.names == ["a.xml", "a.xml.bak"])
    #expect(try FileStatus(scratch.path("a.xml.bak")) == before)
    #expect(try scratch.text("a.xml.bak") == "old")
    #expect(try scratch.text("a.xml") == "new")
    #expect(try FileStatus(path).mode == mode)
  }

  @Test("Without the option there is none")
  func none() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    try OutputFile.replace(path, InputFile.read(path), with: new)
    #expect(scratch.names == ["a.xml"])
  }

  @Test("A second run does not touch the backup of the first")
  func secondRun() throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    let input = try InputFile.read(path)
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(path, input, with: SourceBytes(Array("newer".utf8)), options: options)
    }
    #expect(error.reason == .cannotCreate)
    #expect(error.path == scratch.path("a.xml.bak"))
    #expect(error.message == "exists already, and a backup is never overwritten")
    #expect(try scratch.text("a.xml.bak") == "old")
    #expect(try scratch.text("a.xml") == "new")
    #expect(scratch.names == ["a.xml", "a.xml.bak"])
  }

  @Test("A run that was killed behind the backup is taken up", arguments: ["link", "copy"])
  func resumed(_ kind: String) throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    if kind == "link" {
      try FileManager.default.linkItem(
        at: scratch.url("a.xml"), to: scratch.url("a.xml.bak"))
    } else {
      try scratch.write("old", to: "a.xml.bak", mode: 0o644)
    }
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    #expect(try scratch.text("a.xml.bak") == "old")
    #expect(try scratch.text("a.xml") == "new")
    #expect(scratch.names == ["a.xml", "a.xml.bak"])
  }

  @Test("Whatever has the backup's name stays", arguments: ["file", "folder", "dangling", "link"])
  func existing(_ kind: String) throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    switch kind {
    case "file": try scratch.write("mine", to: "a.xml.bak", mode: 0o644)
    case "folder": try scratch.makeFolder("a.xml.bak")
    case "dangling": try scratch.link("a.xml.bak", to: "nothing")
    default: try scratch.link("a.xml.bak", to: "a.xml")
    }
    let before = try FileStatus(scratch.path("a.xml.bak"))
    let input = try InputFile.read(path)
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(path, input, with: new, options: options)
    }
    #expect(error.reason == .cannotCreate)
    #expect(try FileStatus(scratch.path("a.xml.bak")) == before)
    #expect(try scratch.text("a.xml") == "old")
    #expect(scratch.names == ["a.xml", "a.xml.bak"])
  }

  @Test("Of a file behind a link the backup stands beside the link")
  func link() throws {
    try scratch.makeFolder("folder")
    try scratch.write("old", to: "folder/target.xml", mode: 0o640)
    let path = try scratch.link("link.xml", to: "folder/target.xml")
    let number = try FileStatus(scratch.path("folder/target.xml")).number
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    #expect(scratch.names == ["folder", "link.xml", "link.xml.bak"])
    let backup = try FileStatus(scratch.path("link.xml.bak"))
    #expect(backup.type == S_IFREG && backup.number == number && backup.mode == 0o640)
    #expect(try scratch.text("folder/target.xml") == "new")
  }

  /// A folder of another file system, where there is one.
  private static let elsewhere: String? = {
    guard let there = try? FileStatus("/dev/shm"), let here = try? FileStatus("/tmp"),
      there.device != here.device, access("/dev/shm", W_OK) == 0
    else { return nil }
    return "/dev/shm/ldapfix-test-\(UUID().uuidString)"
  }()

  @Test(
    "Across file systems the backup is a copy",
    .enabled(if: elsewhere != nil, "there is no second file system"),
    arguments: [0o600, 0o644, 0o444])
  func otherFileSystem(_ mode: mode_t) throws {
    let folder = try #require(Self.elsewhere) + "-\(mode)"
    try check(mkdir(folder, 0o700))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let target = folder + "/target.xml"
    try Data("old".utf8).write(to: URL(filePath: target))
    try check(chmod(target, mode))
    let path = try scratch.link("link.xml", to: target)
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    #expect(scratch.names == ["link.xml", "link.xml.bak"])
    let backup = try FileStatus(scratch.path("link.xml.bak"))
    #expect(backup.type == S_IFREG && backup.mode == mode)
    #expect(try scratch.text("link.xml.bak") == "old")
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["target.xml"])
  }
  @Test(
    "A copy has the group of the original, so that no other can read it",
    .enabled(if: elsewhere != nil && geteuid() == 0, "it needs root and a second file system"))
  func copiedGroup() throws {
    let folder = try #require(Self.elsewhere) + "-group"
    try check(mkdir(folder, 0o700))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let target = folder + "/target.xml"
    try Data("old".utf8).write(to: URL(filePath: target))
    try check(chown(target, 0, 1))
    try check(chmod(target, 0o640))
    let path = try scratch.link("link.xml", to: target)
    try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    var backup = stat()
    try check(stat(scratch.path("link.xml.bak").string, &backup))
    #expect(backup.st_gid == 1 && backup.st_mode & 0o777 == 0o640)
  }

  @Test(
    "A backup that cannot be made is what the error names",
    .enabled(if: elsewhere != nil, "there is no second file system"))
  func impossibleCopy() throws {
    let folder = try #require(Self.elsewhere) + "-name"
    try check(mkdir(folder, 0o700))
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let target = folder + "/target.xml"
    try Data("old".utf8).write(to: URL(filePath: target))
    // With .bak the name is longer than a name can be.
    let path = try scratch.link(String(repeating: "a", count: 253), to: target)
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace(path, InputFile.read(path), with: new, options: options)
    }
    #expect(error.reason == .cannotCreate)
    #expect(error.path.string.hasSuffix("a.bak"))
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "old")
  }
}
