import Foundation
import SourceXML
import SystemPackage
import TestExports
import Testing

@testable import Emitter

/// Files and folders that `chattr` protects from everybody, root too: `i` from any change, `a` from all but
/// growing.
@Suite(
  "What nobody may change",
  .enabled(if: canBeImmutable, "only root can do that, and on some file systems not even root"))
struct ImmutableFileTests {
  private let scratch: Scratch
  private let new = SourceBytes(Array("new".utf8))
  private static let flags = ["i", "a"]
  private static let options = [OutputFile.Options(), OutputFile.Options(keepsBackup: true)]

  init() throws { scratch = try Scratch() }

  /// Calls `body` while `name` has a flag, and takes that away whatever happens: nobody else could remove
  /// the file.
  private func protect(_ name: String, _ flag: String, _ body: () throws -> Void) throws {
    let line = "chattr +\(flag) \(name)"
    try #require(try Program.shell(line, in: scratch.folder).exitCode == 0)
    defer { _ = try? Program.shell("chattr -\(flag) \(name)", in: scratch.folder) }
    try body()
  }

  private func expectRefusal(_ action: String, _ body: () throws -> Void) throws {
    let error = try #require(throws: FileError.self, performing: body)
    #expect(error.reason == .cannotCreate)
    #expect(error.message == "\(action): operation not permitted")
    #expect(error.remedy == "ask for write permission")
  }

  @Test("an output stays as it was", arguments: flags)
  func output(_ flag: String) throws {
    let input = try InputFile.read(scratch.write("input", to: "in.xml", mode: 0o644))
    let path = try scratch.write("old", to: "out.xml", mode: 0o644)
    try protect("out.xml", flag) {
      try expectRefusal("cannot be replaced") {
        try OutputFile.create(path, from: input, bytes: new)
      }
      #expect(scratch.names == ["in.xml", "out.xml"])
      #expect(try scratch.text("out.xml") == "old")
    }
  }

  @Test("an input stays as it was, and without a backup", arguments: flags)
  func input(_ flag: String) throws {
    let path = try scratch.write("old", to: "a.xml", mode: 0o644)
    let input = try InputFile.read(path)
    try protect("a.xml", flag) {
      for options in Self.options {
        try expectRefusal("cannot be replaced") {
          try OutputFile.replace(path, input, with: new, options: options)
        }
        #expect(scratch.names == ["a.xml"])
        #expect(try scratch.text("a.xml") == "old")
      }
    }
  }

  @Test("a folder gets no file, and none in it another")
  func folder() throws {
    try scratch.makeFolder("in")
    let path = try scratch.write("old", to: "in/a.xml", mode: 0o644)
    let input = try InputFile.read(path)
    try protect("in", "i") {
      for options in Self.options {
        try expectRefusal("cannot be created") {
          try OutputFile.replace(path, input, with: new, options: options)
        }
      }
      for name in ["in/a.xml", "in/b.xml"] {
        try expectRefusal("cannot be created") {
          try OutputFile.create(scratch.path(name), from: input, bytes: new)
        }
      }
      #expect(try scratch.names(in: "in") == ["a.xml"])
      #expect(try scratch.text("in/a.xml") == "old")
    }
  }

  /// What was made in such a folder cannot be removed: a temporary file, which is emptied, and a backup,
  /// which is the original.
  @Test("of a document nothing is left in a folder that only grows")
  func growingFolder() throws {
    try scratch.makeFolder("in")
    let path = try scratch.write("old", to: "in/a.xml", mode: 0o644)
    let input = try InputFile.read(path)
    try protect("in", "a") {
      for options in Self.options {
        try expectRefusal("cannot be replaced") {
          try OutputFile.replace(path, input, with: new, options: options)
        }
      }
      try expectRefusal("cannot be created") {
        try OutputFile.create(scratch.path("in/b.xml"), from: input, bytes: new)
      }
      for name in try scratch.names(in: "in") {
        let isTemporary = name.hasPrefix(TemporaryFile.prefix)
        #expect(isTemporary || ["a.xml", "a.xml.bak"].contains(name))
        #expect(try scratch.text("in/" + name) == (isTemporary ? "" : "old"))
      }
    }
  }

  @Test("a command says so in one line, and batch does the others", arguments: flags)
  func commands(_ flag: String) throws {
    for name in ["a.xml", "b.xml"] { try scratch.write(Samples.bytes("mim"), to: name) }
    try scratch.write("old", to: "out.xml", mode: 0o644)
    let old = try scratch.bytes("a.xml")
    try protect("a.xml out.xml", flag) {
      for arguments in [["a.xml", "out.xml"], ["--in-place", "--backup", "a.xml"]] {
        let run = try Program.run(["patch", "-q"] + arguments, in: scratch.folder)
        #expect(run.exitCode == 73)
        #expect(run.errorLines.count == 1, "\(run.errors)")
        #expect(run.errors.contains(": cannot be replaced: operation not permitted; "))
      }
      let run = try Program.run(
        ["batch", "-q", "--in-place", "a.xml", "b.xml"], in: scratch.folder)
      #expect(run.exitCode == 1)
      #expect(run.errors.hasPrefix("ldapfix: a.xml: cannot be replaced: "), "\(run.errors)")
      #expect(run.errorLines.count == 1)
      #expect(scratch.names == ["a.xml", "b.xml", "out.xml"])
      #expect(try scratch.bytes("a.xml") == old)
      #expect(try scratch.text("out.xml") == "old")
      #expect(try scratch.bytes("b.xml") == Samples.correctedBytes("mim"))
    }
  }
}

/// Whether files and folders can have the flags here.
private let canBeImmutable: Bool = {
  guard let scratch = try? Scratch(), (try? scratch.write("", to: "a", mode: 0o644)) != nil,
    let outcome = try? Program.shell(
      "for flag in i a; do chattr +$flag a && chattr -$flag a || exit 1; done", in: scratch.folder)
  else { return false }
  return outcome.exitCode == 0
}()
