import Foundation
import SourceXML
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("Reading a file")
struct InputFileTests {
  private func refusal(
    _ path: FilePath, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> FileError {
    try #require(throws: FileError.self, sourceLocation: sourceLocation) {
      try InputFile.read(path)
    }
  }

  @Test("Its bytes come as they are", arguments: [0, 1, 4_096, 65_536, 65_537, 10_000_000])
  func bytes(count: Int) throws {
    let scratch = try Scratch()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try scratch.write(bytes, to: "a.xml")
    let input = try InputFile.read(scratch.path("a.xml"))
    #expect(input.bytes == SourceBytes(bytes))
    #expect(input.attributes.kind == .regular)
    #expect(input.attributes.size == count)
    #expect(input.attributes.linkCount == 1)
  }

  @Test("A link is read through")
  func link() throws {
    let scratch = try Scratch()
    try scratch.write("<a/>", to: "a.xml", mode: 0o640)
    try scratch.link("first", to: "a.xml")
    try scratch.link("second", to: "first")
    let input = try InputFile.read(scratch.path("second"))
    #expect(Array(input.bytes) == Array("<a/>".utf8))
    #expect(input.attributes.kind == .regular && input.attributes.mode == 0o640)
  }

  @Test("A pipe is read to its end", arguments: [0, 5, 200_000])
  func pipe(count: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.makePipe("pipe")
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try scratch.write(bytes, to: "content")
    let writer = Process()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "cat content > pipe"]
    writer.currentDirectoryURL = scratch.folder
    try writer.run()
    let input = try InputFile.read(path)
    writer.waitUntilExit()
    #expect(input.bytes == SourceBytes(bytes))
    #expect(input.attributes.kind == .other)
  }

  @Test("A file whose size nobody knows before is read to its end")
  func unknownSize() throws {
    let input = try InputFile.read("/proc/self/status")
    #expect(input.bytes.starts(with: "Name:".utf8))
  }

  @Test("What is not there, or no file, is no input")
  func noInput() throws {
    let scratch = try Scratch()
    try scratch.write("<a/>", to: "a.xml", mode: 0o644)
    try scratch.makeFolder("folder")
    try scratch.link("loop", to: "loop")
    try scratch.link("dangling", to: "nothing")
    let cases = [
      ("missing.xml", "cannot be read: no such file or directory", "check the name"),
      ("missing/a.xml", "cannot be read: no such file or directory", "check the name"),
      ("a.xml/b.xml", "cannot be read: not a directory", "check the name"),
      ("dangling", "cannot be read: no such file or directory", "check the name"),
      ("loop", "cannot be read: too many levels of symbolic links", "check the name"),
      ("folder", "is a folder", "name a file; check and batch take folders"),
    ]
    for (name, message, remedy) in cases {
      let error = try refusal(scratch.path(name))
      #expect(error.reason == .noInput, "\(name)")
      #expect(error.message == message, "\(name)")
      #expect(error.remedy == remedy, "\(name)")
      #expect(error.path == scratch.path(name))
    }
    let long = FilePath(scratch.folder.path).appending(String(repeating: "x", count: 300))
    #expect(try refusal(long).reason == .noInput)
  }

  @Test(
    "What may not be read is no input",
    .enabled(if: Unprivileged.isPossible, Comment(rawValue: Unprivileged.absence)))
  func unreadable() throws {
    let scratch = try Scratch()
    let path = try scratch.write("<a/>", to: "a.xml", mode: 0)
    try scratch.makeFolder("folder", mode: 0)
    defer { chmod(scratch.url("folder").path, 0o755) }
    try Unprivileged.run {
      for path in [path, scratch.path("folder"), scratch.path("folder/a.xml")] {
        let error = try refusal(path)
        #expect(error.reason == .noInput)
        #expect(error.message == "cannot be read: permission denied")
        #expect(error.remedy == "ask for read permission")
      }
    }
  }

  @Test("What is larger than the limit is not read")
  func limit() throws {
    let scratch = try Scratch()
    try scratch.write("<a>12</a>", to: "a.xml", mode: 0o644)
    var limits = SourceLimits.standard
    limits.bytes = 9
    #expect(try InputFile.read(scratch.path("a.xml"), limits: limits).bytes.count == 9)
    limits.bytes = 8
    for path in [scratch.path("a.xml"), "/dev/zero"] {
      let error = try #require(throws: SourceError.self) {
        try InputFile.read(path, limits: limits)
      }
      #expect(error.reason == .limit)
      #expect(error.message == "the file is larger than the limit of 8 bytes")
    }
  }
}
