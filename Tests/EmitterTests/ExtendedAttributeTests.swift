#if os(Linux)
  import CPlatform
  import Foundation
  import Glibc
  import SourceXML
  import SystemPackage
  import TestSupport
  import Testing

  @testable import Emitter

  /// Extended attributes, set and read without any code of the tool.
  private enum Attribute {
    static let accessList = "system.posix_acl_access"
    static let areSupported = isSupported("user.ldapfix", [1])
    static let listsAreSupported = isSupported(accessList, list(mask: 4))

    static func set(_ value: [UInt8], _ name: String, of path: FilePath) -> Bool {
      setxattr(path.string, name, value, value.count, 0) == 0
    }

    static func value(_ name: String, of path: FilePath) -> [UInt8]? {
      var bytes = [UInt8](repeating: 0, count: 1_000)
      let count = getxattr(path.string, name, &bytes, bytes.count)
      return count >= 0 ? Array(bytes[..<count]) : nil
    }

    private static func isSupported(_ name: String, _ value: [UInt8]) -> Bool {
      guard let scratch = try? Scratch(),
        let path = try? scratch.write("", to: "a", mode: 0o644)
      else { return false }
      return set(value, name, of: path)
    }

    /// A list that lets user 12,345 read and write, within the mask.
    static func list(mask: UInt8) -> [UInt8] {
      func entry(_ tag: UInt8, _ permissions: UInt8, _ user: [UInt8]) -> [UInt8] {
        [tag, 0, permissions, 0] + user
      }
      let none: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
      return [2, 0, 0, 0] + entry(0x01, 6, none) + entry(0x02, 6, [0x39, 0x30, 0, 0])
        + entry(0x04, 4, none) + entry(0x10, mask, none) + entry(0x20, 0, none)
    }
  }

  @Suite("Extended attributes and access control lists")
  struct ExtendedAttributeTests {
    private let scratch: Scratch
    private let new = SourceBytes(Array("new".utf8))

    init() throws { scratch = try Scratch() }

    @Test(
      "Replacing a file keeps them",
      .enabled(if: Attribute.areSupported, "this file system has no extended attributes"))
    func kept() throws {
      let path = try scratch.write("old", to: "a.xml", mode: 0o644)
      let values: [String: [UInt8]] = [
        "user.text": Array("é".utf8), "user.binary": [0, 0xFF, 0, 1], "user.empty": [],
        "user.long": [UInt8](repeating: 7, count: 900),
      ]
      for (name, value) in values { #expect(Attribute.set(value, name, of: path)) }
      try OutputFile.replace(path, InputFile.read(path), with: new)
      #expect(try scratch.text("a.xml") == "new")
      for (name, expected) in values { #expect(Attribute.value(name, of: path) == expected) }
    }

    @Test(
      "An output keeps its own and does not take the input's",
      .enabled(if: Attribute.areSupported, "this file system has no extended attributes"))
    func output() throws {
      let inputPath = try scratch.write("input", to: "in.xml", mode: 0o644)
      let path = try scratch.write("old", to: "out.xml", mode: 0o644)
      #expect(Attribute.set([1], "user.input", of: inputPath))
      #expect(Attribute.set([2], "user.output", of: path))
      let input = try InputFile.read(inputPath)
      for name in ["out.xml", "new.xml"] {
        try OutputFile.create(scratch.path(name), from: input, bytes: new)
        #expect(Attribute.value("user.input", of: scratch.path(name)) == nil)
      }
      #expect(Attribute.value("user.output", of: path) == [2])
    }

    @Test(
      "Replacing a file keeps its access control list",
      .enabled(if: Attribute.listsAreSupported, "this file system has no access control lists"))
    func accessList() throws {
      let path = try scratch.write("old", to: "a.xml", mode: 0o640)
      #expect(Attribute.set(Attribute.list(mask: 6), Attribute.accessList, of: path))
      let before = try FileStatus(path)
      #expect(before.mode == 0o660)
      try OutputFile.replace(path, InputFile.read(path), with: new)
      #expect(Attribute.value(Attribute.accessList, of: path) == Attribute.list(mask: 6))
      #expect(try FileStatus(path).mode == 0o660)
    }

    @Test(
      "The list of an output opens nothing that its input does not allow",
      .enabled(if: Attribute.listsAreSupported, "this file system has no access control lists"))
    func closedList() throws {
      let input = try InputFile.read(scratch.write("input", to: "in.xml", mode: 0o600))
      let path = try scratch.write("old", to: "out.xml", mode: 0o640)
      #expect(Attribute.set(Attribute.list(mask: 6), Attribute.accessList, of: path))
      try OutputFile.create(path, from: input, bytes: new)
      #expect(try FileStatus(path).mode == 0o600)
      // The mask, which bounds what the list gives, is empty.
      #expect(
        Attribute.value(Attribute.accessList, of: path) ?? Attribute.list(mask: 0)
          == Attribute.list(mask: 0))
    }
  }
#endif
