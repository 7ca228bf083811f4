import Foundation
import TestSupport
import Testing

@Suite("Standard streams that are closed")
struct StandardStreamTests {
  @Test(
    "no file gets the number of one, and what is said to people stands in none",
    arguments: ["0<&- 1>&- 2>&-", "0<&- 2>&-", "1>&- 2>&-", "2>&-"])
  func batch(_ closed: String) throws {
    let scratch = try Scratch()
    let sample = try Samples.bytes("entra-connect")
    try FileManager.default.createDirectory(
      at: scratch.url("in"), withIntermediateDirectories: false)
    for number in 0..<40 { try scratch.write(sample, to: "in/\(number).xml") }
    let run = try Program.shell(
      "\"$ldapfix\" batch in --in-place -j 4 \(closed)", in: scratch.folder)
    #expect(run.exitCode == 0)
    let corrected = try Samples.correctedBytes("entra-connect")
    for number in 0..<40 { #expect(try scratch.bytes("in/\(number).xml") == corrected) }
  }

  @Test(
    "help and the version that cannot be written are an error",
    .enabled(
      if: FileManager.default.fileExists(atPath: "/dev/full"), "the system has no /dev/full"),
    arguments: ["--help", "--version", "check --help", "help batch", ""])
  func answers(_ arguments: String) throws {
    for target in ["/dev/full", "&-"] {
      let run = try Program.shell("\"$ldapfix\" \(arguments) >\(target)")
      #expect(run.exitCode == 74, "\(target)")
      #expect(run.errors.hasPrefix("ldapfix: <stdout>: cannot be written: "), "\(run.errors)")
      #expect(run.errorLines.count == 1)
    }
  }

  @Test("standard input is read once only", arguments: ["script - -", "diff - -"])
  func twice(_ line: String) throws {
    let run = try Program.run(
      line.split(separator: " ").map(String.init), input: Data(try Samples.bytes("mim")))
    #expect(run.exitCode == 64)
    #expect(
      run.errors == "ldapfix: standard input can be read once only; see 'ldapfix --help'\n")
    #expect(run.output.isEmpty)
  }

  @Test("one that is asked for is an error")
  func asked() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    for line in ["patch a.xml - >&-", "patch - out.xml <&-"] {
      let run = try Program.shell("\"$ldapfix\" \(line)", in: scratch.folder)
      #expect(run.exitCode == 74, "\(line): \(run.errors)")
      #expect(run.errorLines.count == 1)
    }
    #expect(scratch.names == ["a.xml"])
  }
}
