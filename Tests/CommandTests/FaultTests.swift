import Foundation
import TestSupport
import Testing

/// What `Scripts/try-faults` has found, one test for each. That script makes every call fail; these take
/// the calls that mattered.
@Suite(
  "Calls that fail", .enabled(if: FaultyProgram.library != nil, "no library to make them fail"))
struct FaultTests {
  private let scratch: Scratch
  private let old: [UInt8]

  init() throws {
    scratch = try Scratch()
    old = try Samples.bytes("entra-connect")
    try scratch.write(old, to: "in.xml")
  }

  /// Runs a command again and again, while its first call fails, its second and so on.
  ///
  /// - Returns: how many calls there were.
  private func eachFault(
    _ program: FaultyProgram, _ arguments: [String], step: Int = 1,
    body: (Program.Outcome) throws -> Void
  ) throws -> Int {
    var number = 1
    while let run = try program.run(arguments, failing: number, in: scratch.folder) {
      try body(run)
      number += step
    }
    return number / step
  }

  @Test(
    "an input was overwritten where it could not be told that it was the output",
    arguments: [
      ["patch", "in.xml", "link.xml"], ["patch", "--script", "./in.xml", "in.xml", "out.xml"],
      ["batch", "--output-dir", ".", "in.xml"], ["batch", "--output-dir", "out", "in.xml"],
      ["check", "--write-baseline", "link.xml", "in.xml"],
    ])
  func identity(_ arguments: [String]) throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("link.xml").path, withDestinationPath: "in.xml")
    // A link out of the output folder leads to what is no input there.
    try scratch.write(Array("kept".utf8), to: "kept.xml")
    try FileManager.default.createDirectory(
      at: scratch.url("out"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("out/in.xml").path, withDestinationPath: "../kept.xml")
    for isForEver in [false, true] {
      let stat = FaultyProgram(call: "stat", kind: .inputOutput, isForEver: isForEver)
      let calls = try eachFault(stat, arguments) { (run: Program.Outcome) throws in
        #expect([1, 64, 66, 73].contains(run.exitCode), "\(run.errors)")
        #expect(run.errors.contains("ldapfix: "))
        #expect(try scratch.bytes("in.xml") == old)
        #expect(try scratch.bytes("kept.xml") == Array("kept".utf8))
      }
      #expect(calls > 1)
    }
  }

  @Test("a backup that could not be looked at passed for a defect of ours")
  func backup() throws {
    for isForEver in [false, true] {
      let stat = FaultyProgram(call: "stat", kind: .inputOutput, isForEver: isForEver)
      var names: Set<Substring> = []
      _ = try eachFault(stat, ["patch", "-q", "--in-place", "--backup", "in.xml"]) {
        (run: Program.Outcome) throws in
        if run.exitCode == 0 {
          // The call did not matter.
          #expect(try scratch.bytes("in.xml.bak") == old)
          try FileManager.default.removeItem(at: scratch.url("in.xml.bak"))
          try scratch.write(old, to: "in.xml")
          return
        }
        #expect([66, 73, 74].contains(run.exitCode), "\(run.errors)")
        #expect(run.errorLines.count == 1)
        names.formUnion(run.errors.split(separator: ":").dropFirst().prefix(1))
        #expect(scratch.names == ["in.xml"])
        #expect(try scratch.bytes("in.xml") == old)
      }
      #expect(names.contains(" in.xml.bak") || isForEver)
    }
  }

  /// libxml2's XPath ended the program there.
  @Test(
    "where libxml2 had no memory, an export was called secure, or no export at all",
    .enabled(if: FaultyProgram.seesMemory, "a sanitizer has the memory for itself"),
    arguments: [
      (["check", "-q", "in.xml"], 1), (["verify", "-q", "in.xml", "bad.xml"], 1),
      (["patch", "-q", "in.xml", "out.xml"], 0),
    ] as [([String], Int32)])
  func memory(_ arguments: [String], _ done: Int32) throws {
    let new = try Samples.correctedBytes("entra-connect")
    let bad = String(decoding: new, as: UTF8.self)
      .replacingOccurrences(of: "contoso", with: "fabrikam")
    try scratch.write(Array(bad.utf8), to: "bad.xml")
    for isForEver in [false, true] {
      var refusals = 0
      let memory = FaultyProgram(call: "xml-malloc", kind: .noMemory, isForEver: isForEver)
      let calls = try eachFault(memory, arguments, step: 53) { (run: Program.Outcome) throws in
        let output = try? scratch.bytes("out.xml")
        try? FileManager.default.removeItem(at: scratch.url("out.xml"))
        guard run.exitCode == 70 else {
          #expect(run.exitCode == done && run.errors.isEmpty, "\(run.exitCode): \(run.errors)")
          #expect(output == (arguments.contains("out.xml") ? new : nil))
          return
        }
        refusals += 1
        // Both files of `verify` may have none.
        let files = Set(run.errorLines.map { $0.split(separator: ":").dropFirst().first })
        #expect(files.count == run.errorLines.count && !files.isEmpty, "\(run.errors)")
        #expect(run.errorLines.allSatisfy { $0.contains("memory") }, "\(run.errors)")
        #expect(output == nil)
      }
      #expect(calls > 5 && refusals > 1, "\(calls) calls, \(refusals) refusals")
      // The run without a fault has written one.
      try? FileManager.default.removeItem(at: scratch.url("out.xml"))
    }
  }

  @Test(
    "where libxml2 had no memory for the value of an attribute, that was called missing",
    .enabled(if: FaultyProgram.seesMemory, "a sanitizer has the memory for itself"))
  func attributes() throws {
    let text = """
      <ma-data><category>AD</category><private-configuration><adma-configuration>\
      <ssl-bind crl-check="1">1</ssl-bind></adma-configuration></private-configuration></ma-data>
      """
    try scratch.write(Array(text.utf8), to: "in.xml")
    let memory = FaultyProgram(call: "xml-malloc", kind: .noMemory)
    var tried = 0
    // Attributes are read last.
    for number in 240... {
      guard let run = try memory.run(["check", "in.xml"], failing: number, in: scratch.folder)
      else { break }
      tried += 1
      let said = String(decoding: run.output, as: UTF8.self)
      #expect(run.exitCode == 70 || !said.contains("crl-unchecked"), "\(number): \(said)")
    }
    #expect(tried > 0)
  }

  @Test(
    "where libxml2 had no memory to find a converter, the encoding was called unknown",
    .enabled(if: FaultyProgram.seesMemory, "a sanitizer has the memory for itself"))
  func converters() throws {
    let text = #"<?xml version="1.0" encoding="koi8-r"?>"# + String(decoding: old, as: UTF8.self)
    try scratch.write(Array(text.utf8), to: "in.xml")
    for isForEver in [false, true] {
      let memory = FaultyProgram(call: "xml-malloc", kind: .noMemory, isForEver: isForEver)
      // The text is decoded before it is parsed.
      for number in 1...40 {
        let run = try memory.run(["check", "-q", "in.xml"], failing: number, in: scratch.folder)
        let outcome = try #require(run)
        #expect([1, 70].contains(outcome.exitCode), "\(number): \(outcome.errors)")
      }
    }
  }

  @Test(
    "where libxml2 had no memory for the name of a namespace, that was called empty",
    .enabled(if: FaultyProgram.seesMemory, "a sanitizer has the memory for itself"))
  func namespaces() throws {
    let declarations = (0..<300).map { "xmlns:p\($0)='urn:contoso.com:\($0)' " }.joined()
    let text = String(decoding: old, as: UTF8.self)
      .replacingOccurrences(of: "<ma-data", with: "<ma-data " + declarations)
    try scratch.write(Array(text.utf8), to: "in.xml")
    var refusals = 0
    // The names are what most of the first memory is for.
    let memory = FaultyProgram(call: "xml-malloc", kind: .noMemory)
    for number in stride(from: 61, to: 131, by: 3) {
      guard
        let run = try memory.run(["check", "-q", "in.xml"], failing: number, in: scratch.folder)
      else { break }
      refusals += run.exitCode == 70 ? 1 : 0
      #expect([1, 70].contains(run.exitCode), "\(number): \(run.errors)")
    }
    #expect(refusals > 1)
  }

  @Test("a script without a folder was not named, only the folder")
  func scriptFolder() throws {
    let folders = FaultyProgram(call: "mkdir", kind: .inputOutput)
    var missing = 0
    let calls = try eachFault(
      folders, ["batch", "--output-dir", "out", "--script-dir", "made", "in.xml"]
    ) { (run: Program.Outcome) throws in
      let isMade = ["made/ldapfix.ps1", "out/in.xml"].map { (try? scratch.bytes($0)) != nil }
      if isMade == [false, true] {
        missing += 1
        #expect(run.exitCode == 1)
        #expect(
          run.errors.contains(
            "ldapfix: made/ldapfix.ps1: is not written: made cannot be created: "), "\(run.errors)")
      }
      for folder in ["out", "made"] { try? FileManager.default.removeItem(at: scratch.url(folder)) }
    }
    #expect(calls > 1 && missing == 1)
  }

  @Test("a folder that could not be looked at was called no folder")
  func unseenFolder() throws {
    for folder in ["out", "made"] {
      try FileManager.default.createDirectory(
        at: scratch.url(folder), withIntermediateDirectories: true)
    }
    let stat = FaultyProgram(call: "stat", kind: .inputOutput)
    var unseen = 0
    _ = try eachFault(
      stat, ["batch", "--output-dir", "out", "--script-dir", "made", "in.xml"]
    ) { (run: Program.Outcome) throws in
      #expect(!run.errors.contains("is no folder"), "\(run.errors)")
      unseen += run.errors.contains("is not written: made cannot be created") ? 1 : 0
    }
    #expect(unseen > 0)
  }

  @Test("a signal before the first file left a temporary one, and behind the last no script")
  func signals() throws {
    let names = ["in.xml", "out/in.xml", "run.json", "scripts/ldapfix.ps1"]
    for call in ["unlink", "fsync"] {
      let signal = FaultyProgram(call: call, kind: .termination)
      let arguments = [
        "batch", "--jobs", "1", "--output-dir", "out", "--report", "run.json", "--script-dir",
        "scripts", "in.xml",
      ]
      let calls = try eachFault(signal, arguments) { (run: Program.Outcome) throws in
        #expect([0, 143].contains(run.exitCode), "\(run.errors)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path)
          .filter { $0.contains(".") }
        #expect(run.exitCode == 0 ? files.sorted() == names : files.allSatisfy(names.contains))
        for name in names.dropFirst() {
          try? FileManager.default.removeItem(at: scratch.url(name))
        }
      }
      #expect(calls > 1)
    }
  }

  @Test("a file that could be neither finished nor removed kept what was in it")
  func emptied() throws {
    let unlink = FaultyProgram(call: "any", kind: .inputOutput, isForEver: true)
    _ = try eachFault(unlink, ["patch", "-q", "in.xml", "out.xml"], step: 3) {
      (run: Program.Outcome) throws in
      for name in scratch.names where name.hasPrefix(".ldapfix-") {
        #expect(try scratch.bytes(name).isEmpty)
        try FileManager.default.removeItem(at: scratch.url(name))
      }
      try? FileManager.default.removeItem(at: scratch.url("out.xml"))
    }
  }
}

@Suite("Limits of the system")
struct SystemLimitTests {
  @Test("at the limit of open files batch was ended by the threads of Swift's tasks")
  func openFiles() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      at: scratch.url("in"), withIntermediateDirectories: true)
    let old = try Samples.bytes("mim"), new = try Samples.correctedBytes("mim")
    for index in 0..<30 { try scratch.write(old, to: "in/\(index).xml") }
    for limit in 5...9 {
      let run = try Program.shell(
        "ulimit -n \(limit); \"$ldapfix\" batch -q --in-place --report r.json in",
        in: scratch.folder)
      #expect([0, 1, 73, 74].contains(run.exitCode), "\(limit): \(run.exitCode) \(run.errors)")
      #expect(run.exitCode == 0 || run.errors.contains("too many open files; raise the limit"))
      for index in 0..<30 {
        let bytes = try scratch.bytes("in/\(index).xml")
        #expect(bytes == old || bytes == new)
      }
    }
  }
}
