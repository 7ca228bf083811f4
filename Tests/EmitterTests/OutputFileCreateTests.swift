import Foundation
import SourceXML
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("Writing an output")
struct OutputFileCreateTests {
  private let scratch: Scratch
  private let new = SourceBytes(Array("new".utf8))

  init() throws { scratch = try Scratch() }

  private func input(mode: mode_t = 0o644) throws -> InputFile {
    try InputFile.read(scratch.write("input", to: "in.xml", mode: mode))
  }

  @Test(
    "A new file is no more open than its input, nor than the mask allows",
    arguments: [0o600, 0o640, 0o644, 0o664, 0o666, 0o400, 0o444, 0o755, 0o777, 0o4755])
  func newFile(_ mode: mode_t) throws {
    try OutputFile.create(scratch.path("out.xml"), from: input(mode: mode), bytes: new)
    let status = try FileStatus(scratch.path("out.xml"))
    #expect(status.mode == mode & 0o666 & ~(try creationMask()))
    #expect(try scratch.text("out.xml") == "new")
    #expect(scratch.names == ["in.xml", "out.xml"])
  }

  @Test("What is made of no regular file is as open as any new file")
  func fromDevice() throws {
    let input = try InputFile.read("/dev/null")
    try OutputFile.create(scratch.path("out.xml"), from: input, bytes: new)
    #expect(try FileStatus(scratch.path("out.xml")).mode == 0o666 & ~(try creationMask()))
  }

  @Test(
    "A file that is there keeps its mode, less what the input does not allow",
    arguments: [
      (0o644, 0o644, 0o644), (0o644, 0o600, 0o600), (0o600, 0o644, 0o600), (0o666, 0o640, 0o640),
      (0o640, 0o644, 0o640), (0o664, 0o604, 0o604), (0o755, 0o644, 0o644), (0o644, 0o400, 0o600),
      (0o777, 0o777, 0o777),
    ] as [(mode_t, mode_t, mode_t)])
  func existingFile(_ existing: mode_t, _ inputMode: mode_t, _ expected: mode_t) throws {
    let path = try scratch.write("old", to: "out.xml", mode: existing)
    let before = try FileStatus(path)
    try OutputFile.create(path, from: input(mode: inputMode), bytes: new)
    let after = try FileStatus(path)
    #expect(after.mode == expected)
    #expect(after.number != before.number)
    #expect(try scratch.text("out.xml") == "new")
    #expect(scratch.names == ["in.xml", "out.xml"])
  }

  @Test("What is made of no input has its own mode", arguments: [0o600, 0o644, 0o666])
  func withoutInput(_ mode: mode_t) throws {
    let path = try scratch.write("old", to: "out.xml", mode: mode)
    try OutputFile.create(path, bytes: new)
    #expect(try FileStatus(path).mode == mode)
    try OutputFile.create(scratch.path("other.xml"), bytes: new)
    #expect(try FileStatus(scratch.path("other.xml")).mode == 0o666 & ~(try creationMask()))
    #expect(try scratch.text("out.xml") == "new" && scratch.text("other.xml") == "new")
  }

  @Test(
    "Root, who may write to any file, leaves a read-only one read-only",
    .enabled(if: geteuid() == 0, "only root may write to a read-only file"),
    arguments: [0o444, 0o400])
  func readOnlyForRoot(_ mode: mode_t) throws {
    let path = try scratch.write("old", to: "out.xml", mode: mode)
    try OutputFile.create(path, from: input(), bytes: new)
    #expect(try FileStatus(path).mode == mode)
    #expect(try scratch.text("out.xml") == "new")
  }

  @Test(
    "A file that may not be written to is not replaced",
    .enabled(if: geteuid() != 0, "root may write to any file"))
  func readOnly() throws {
    let path = try scratch.write("old", to: "out.xml", mode: 0o444)
    let input = try input()
    let error = try #require(throws: FileError.self) {
      try OutputFile.create(path, from: input, bytes: new)
    }
    #expect(error.reason == .cannotCreate)
    #expect(error.remedy == "ask for write permission")
    #expect(try scratch.text("out.xml") == "old")
    #expect(scratch.names == ["in.xml", "out.xml"])
  }

  @Test("Of any size", arguments: [0, 1, 4_194_304, 4_194_305, 9_000_000])
  func size(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try OutputFile.create(scratch.path("out.xml"), from: input(), bytes: SourceBytes(bytes))
    #expect(try scratch.bytes("out.xml") == bytes)
  }

  @Test("Of any number of pieces", arguments: [1, 2, 511, 512, 513, 1_024, 5_000])
  func pieces(count: Int) throws {
    let whole = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let source = SourceBytes(whole)
    let ends = (1...count).map { whole.count * $0 / count }
    let pieces = zip([0] + ends, ends).map { source.bytes(in: $0..<$1) }
    try OutputFile.create(scratch.path("out.xml"), from: input(), bytes: SplicedBytes(pieces))
    #expect(try scratch.bytes("out.xml") == whole)
  }

  @Test("Of a link the target is replaced, and the link stays")
  func links() throws {
    try scratch.makeFolder("folder")
    try scratch.write("old", to: "folder/target.xml", mode: 0o600)
    try scratch.link("first", to: "folder/target.xml")
    try scratch.link("second", to: "first")
    try OutputFile.create(scratch.path("second"), from: input(), bytes: new)
    #expect(try scratch.text("folder/target.xml") == "new")
    #expect(try FileStatus(scratch.path("folder/target.xml")).mode == 0o600)
    for name in ["first", "second"] {
      #expect(try FileStatus(scratch.path(name)).type == S_IFLNK)
    }
    #expect(scratch.names == ["first", "folder", "in.xml", "second"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url("folder").path).count == 1)
  }

  @Test("What cannot be an output is refused, and nothing is left behind")
  func refused() throws {
    let input = try input()
    try scratch.makeFolder("folder")
    try scratch.link("to-folder", to: "folder")
    try scratch.link("dangling", to: "nothing")
    try scratch.link("loop", to: "loop")
    let nowhere = "is a link that leads nowhere"
    let cases = [
      ("folder", "is a folder", "name a file in it"),
      ("to-folder", "is a folder", "name a file in it"),
      ("dangling", nowhere, "remove it, or create its target"),
      ("loop", nowhere, "remove it, or create its target"),
      (
        "missing/out.xml", "cannot be created: no such file or directory",
        "create the folder first"
      ),
      ("in.xml/out.xml", "cannot be created: not a directory", "create the folder first"),
      (
        String(repeating: "x", count: 300), "cannot be created: file name too long",
        "check the name"
      ),
    ]
    let before = scratch.names
    for (name, message, remedy) in cases {
      let error = try #require(throws: FileError.self, "\(name)") {
        try OutputFile.create(scratch.path(name), from: input, bytes: new)
      }
      #expect(error.reason == .cannotCreate, "\(name)")
      #expect(error.message == message, "\(name)")
      #expect(error.remedy == remedy, "\(name)")
      #expect(error.path == scratch.path(name))
      #expect(scratch.names == before)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url("folder").path) == [])
    #expect(try scratch.text("in.xml") == "input")
  }

  @Test("A file with several names is replaced only when that is asked for")
  func hardLinks() throws {
    let path = try scratch.write("old", to: "out.xml", mode: 0o644)
    try check(link(scratch.url("out.xml").path, scratch.url("other.xml").path))
    let input = try input()
    let error = try #require(throws: FileError.self) {
      try OutputFile.create(path, from: input, bytes: new)
    }
    #expect(error.reason == .cannotCreate)
    #expect(
      error.message
        == "has 2 names (hard links), and replacing it would change it under one of them only")
    #expect(try FileStatus(path).linkCount == 2)
    #expect(try scratch.text("out.xml") == "old")
    #expect(scratch.names == ["in.xml", "other.xml", "out.xml"])

    try OutputFile.create(
      path, from: input, bytes: new, options: OutputFile.Options(cutsHardLinks: true))
    #expect(try scratch.text("out.xml") == "new")
    #expect(try scratch.text("other.xml") == "old")
    #expect(try FileStatus(path).linkCount == 1)
    #expect(scratch.names == ["in.xml", "other.xml", "out.xml"])
  }

  @Test(
    "A folder that may not be written to is left as it is",
    .enabled(if: Unprivileged.isPossible, Comment(rawValue: Unprivileged.absence)))
  func forbiddenFolder() throws {
    let input = try input()
    try scratch.makeFolder("folder")
    try scratch.write("old", to: "folder/out.xml", mode: 0o666)
    try check(chmod(scratch.url("folder").path, 0o555))
    defer { chmod(scratch.url("folder").path, 0o755) }
    try Unprivileged.run {
      for name in ["folder/out.xml", "folder/new.xml"] {
        let error = try #require(throws: FileError.self) {
          try OutputFile.create(scratch.path(name), from: input, bytes: new)
        }
        #expect(error.reason == .cannotCreate)
        #expect(error.message == "cannot be created: permission denied")
        #expect(error.remedy == "ask for write permission")
      }
    }
    #expect(try scratch.text("folder/out.xml") == "old")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.url("folder").path).count == 1)
  }
}
