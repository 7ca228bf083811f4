import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import Emitter

@Suite("The folders of results")
struct OutputFolderTests {
  private func name(_ word: String) -> String {
    TemporaryFile.prefix + word + TemporaryFile.suffix
  }

  @Test("what a killed run has left is removed; what is at work, or another machine's, is not")
  func abandoned() throws {
    let scratch = try Scratch()
    for other in [".ldapfix-other.txt", ".ldapfix-0-ff.tmp", "a.tmp"] {
      try scratch.write([1], to: other)
    }
    try scratch.write([1], to: name("left"))
    try scratch.write([1], to: name("locked"))
    let locked = open(scratch.url(name("locked")).path, O_RDONLY)
    #expect(flock(locked, LOCK_EX) == 0)
    defer { close(locked) }
    let atWork = try TemporaryFile(in: FilePath(scratch.folder.path))
    let kept = scratch.names.filter { $0 != name("left") }
    #expect(OutputFolder.clean(FilePath(scratch.folder.path)) == 1)
    #expect(scratch.names == kept)
    _ = consume atWork
  }

  @Test("a named pipe with the name of a temporary file stays, and nobody waits for its writer")
  func pipe() throws {
    let scratch = try Scratch()
    let pipe = try scratch.makePipe(name("pipe"))
    let folder = FilePath(scratch.folder.path)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      OutputFolder.clean(folder)
      isDone.signal()
    }
    #expect(isDone.wait(timeout: .now() + 20) == .success)
    #expect(scratch.names == [name("pipe")])
    // One that waits all the same goes on now.
    close(open(pipe.string, O_RDWR | O_NONBLOCK))
  }

  @Test("a folder is made with those above it, and may be there already")
  func made() throws {
    let scratch = try Scratch()
    let path = FilePath(scratch.folder.path).appending("a/b/c")
    try OutputFolder.make(path)
    try OutputFolder.make(path)
    try scratch.write([1], to: "file")
    let error = #expect(throws: FileError.self) {
      try OutputFolder.make(FilePath(scratch.folder.path).appending("file/x"))
    }
    #expect(error?.reason == .cannotCreate)
    let file = #expect(throws: FileError.self) {
      try OutputFolder.make(FilePath(scratch.folder.path).appending("file"))
    }
    #expect(file?.message == "exists and is no folder")
  }
}
