import Foundation
import SourceXML
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("Writing to what is no regular file")
struct SpecialFileTests {
  private let scratch: Scratch
  private let input: InputFile
  private let new = SourceBytes(Array("new".utf8))

  init() throws {
    scratch = try Scratch()
    input = try InputFile.read(scratch.write("input", to: "in.xml", mode: 0o644))
  }

  @Test("A device takes the bytes and stays a device", arguments: [true, false])
  func device(throughLink: Bool) throws {
    let path = throughLink ? try scratch.link("null", to: "/dev/null") : "/dev/null"
    let before = try FileStatus("/dev/null")
    try OutputFile.create(path, from: input, bytes: new)
    #expect(try FileStatus("/dev/null") == before)
    #expect(before.type == S_IFCHR)
    #expect(scratch.names == (throughLink ? ["in.xml", "null"] : ["in.xml"]))
  }

  @Test("A full device is a failed write")
  func fullDevice() throws {
    let error = try #require(throws: FileError.self) {
      try OutputFile.create("/dev/full", from: input, bytes: new)
    }
    #expect(error.reason == .readOrWrite)
    #expect(error.path == "/dev/full")
    #expect(error.message == "cannot be written: no space left on device")
    #expect(error.remedy == "free some space and run again")
    #expect(try FileStatus("/dev/full").type == S_IFCHR)
  }

  @Test("A pipe takes the bytes", arguments: [3, 300_000])
  func pipe(count: Int) throws {
    let path = try scratch.makePipe("pipe")
    let reader = Process()
    reader.executableURL = URL(filePath: "/bin/sh")
    reader.arguments = ["-c", "cat pipe > content"]
    reader.currentDirectoryURL = scratch.folder
    try reader.run()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try OutputFile.create(path, from: input, bytes: SourceBytes(bytes))
    reader.waitUntilExit()
    #expect(try scratch.bytes("content") == bytes)
    #expect(try FileStatus(path).type == S_IFIFO)
    #expect(scratch.names == ["content", "in.xml", "pipe"])
  }

  @Test(
    "An open file is written to from where it stands, and not replaced",
    arguments: ["/dev/fd/", "/proc/self/fd/"])
  func openFile(_ folder: String) throws {
    let path = try scratch.write("0123456789", to: "out.xml", mode: 0o644)
    let before = try FileStatus(path)
    let file = try FileDescriptor.open(path, .readWrite)
    try file.closeAfter {
      _ = try file.seek(offset: 4, from: .start)
      try OutputFile.create(FilePath("\(folder)\(file.rawValue)"), from: input, bytes: new)
    }
    #expect(try scratch.text("out.xml") == "0123new789")
    #expect(try FileStatus(path) == before)
  }

  @Test("A device or a pipe cannot be changed in place")
  func inPlace() throws {
    let device = try InputFile.read("/dev/null")
    let error = try #require(throws: FileError.self) {
      try OutputFile.replace("/dev/null", device, with: new)
    }
    #expect(error.reason == .cannotCreate)
    #expect(error.message == "is no regular file, so it cannot be changed in place")
    #expect(try FileStatus("/dev/null").type == S_IFCHR)
  }
}
