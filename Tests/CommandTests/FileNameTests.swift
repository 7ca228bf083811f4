import Foundation
import TestSupport
import Testing

@Suite("Names and descriptors of files")
struct FileNameTests {
  @Test("a name that is not UTF-8 is read and written as it is")
  func bytes() throws {
    let scratch = try Scratch()
    let run = try Program.shell(
      """
      cp '\(Samples.url("mim").path)' $'in\\xff\\xe9.xml'
      "$ldapfix" patch -q $'in\\xff\\xe9.xml' $'out\\xff.xml' && cmp $'out\\xff.xml' '\(Samples.url("mim.corrected").path)'
      """, in: scratch.folder)
    #expect(run.exitCode == 0, "\(run.errors)\(run.text)")
  }

  @Test(
    "a pattern that is not UTF-8 leaves out what it fits",
    arguments: ["caf\\xe9.xml", "in/caf\\xe9.xml", "*\\xe9*"])
  func excludedBytes(_ pattern: String) throws {
    let scratch = try Scratch()
    let run = try Program.shell(
      """
      mkdir in; for name in $'caf\\xe9' $'caf\\xe8'; do cp '\(Samples.url("mim").path)' "in/$name.xml"; done
      "$ldapfix" check --list --exclude $'\(pattern)' in
      """, in: scratch.folder)
    #expect(Array(run.output) == Array("in/caf".utf8) + [0xE8] + Array(".xml\n".utf8))
  }

  @Test("names that differ only in how an accent is written are two files")
  func normalForms() throws {
    let scratch = try Scratch()
    let made = try Program.shell(
      """
      mkdir in; for name in $'\\xc3\\xa9' $'e\\xcc\\x81'; do
        cp '\(Samples.url("mim").path)' "in/$name.xml"
      done; ls in | wc -l
      """, in: scratch.folder)
    let count = made.text.trimmingCharacters(in: .whitespacesAndNewlines)
    let check = try Program.run(["check", "in", "--format", "json"], in: scratch.folder)
    #expect(check.text.components(separatedBy: "\"path\":").count - 1 == Int(count))
    let batch = try Program.run(["batch", "in", "--output-dir", "out"], in: scratch.folder)
    #expect(batch.exitCode == 0, "\(batch.errors)")
    let written = try Program.shell("ls out/in | wc -l", in: scratch.folder)
    #expect(written.text == made.text)
  }

  @Test("a slash at the end asks for a folder, and an empty name for nothing")
  func slash() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    #expect(try Program.run(["patch", "a.xml", "new.xml/"], in: scratch.folder).exitCode == 73)
    #expect(try Program.run(["patch", "a.xml/", "new.xml"], in: scratch.folder).exitCode == 66)
    #expect(try Program.run(["patch", "a.xml", ""], in: scratch.folder).exitCode == 64)
    #expect(scratch.names == ["a.xml"])
  }

  @Test("/dev/stdout is what standard output goes to, and its file is not replaced")
  func standardOutput() throws {
    let scratch = try Scratch()
    let sample = Samples.url("mim").path
    let appended = try Program.shell(
      "echo first >log; \"$ldapfix\" patch -q '\(sample)' /dev/stdout >>log", in: scratch.folder)
    #expect(appended.exitCode == 0)
    #expect(try scratch.bytes("log") == Array("first\n".utf8) + Samples.correctedBytes("mim"))
    let piped = try Program.shell("\"$ldapfix\" patch -q '\(sample)' /dev/stdout | cat")
    #expect(Array(piped.output) == (try Samples.correctedBytes("mim")))
    let substituted = try Program.shell(
      "\"$ldapfix\" patch -q '\(sample)' >(cat >copy); sleep 0.2; cat copy", in: scratch.folder)
    #expect(Array(substituted.output) == (try Samples.correctedBytes("mim")))
  }

  @Test("standard output that is the input is refused")
  func sameStandardOutput() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "a.xml")
    let run = try Program.shell("\"$ldapfix\" patch a.xml - >>a.xml", in: scratch.folder)
    #expect(run.exitCode == 64)
    #expect(try scratch.bytes("a.xml") == Samples.bytes("mim"))
  }

  @Test("a limit on the size of files is an error, and nothing stays behind")
  func sizeLimit() throws {
    let scratch = try Scratch()
    // The thread sanitizer would map a file that it writes into TMPDIR, which the limit cuts off.
    let run = try Program.shell(
      "ulimit -f 1; TMPDIR=/nonexistent \"$ldapfix\" patch -q '\(Samples.url("missing").path)' out.xml",
      in: scratch.folder)
    #expect(run.exitCode == 74)
    #expect(scratch.names.isEmpty)
  }

  @Test("a named pipe is not changed in place, and nobody waits for it")
  func pipeInPlace() throws {
    let scratch = try Scratch()
    let run = try Program.shell("mkfifo p; \"$ldapfix\" patch --in-place p", in: scratch.folder)
    #expect(run.exitCode == 73)
  }

  @Test("no message of libxml2 reaches standard error by itself")
  func conversions() throws {
    for encoding in ["HTML", "UTF-32", "BOCU-1", "no-such-encoding", "IBM037"] {
      let text = "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><ma-data/>"
      let run = try Program.run(["patch", "-", "-"], input: Data(text.utf8))
      #expect(run.exitCode == 65, "\(encoding)")
      #expect(run.errorLines.count == 1, "\(run.errors)")
    }
  }

  @Test("a preview shows no secret")
  func secrets() throws {
    for name in Samples.names {
      let run = try Program.run(["diff", Samples.url(name).path])
      for secret in ["MSOL_", "svc-", "aW52ZW50", "aW52"] {
        #expect(!run.text.contains(secret) && !run.errors.contains(secret), "\(name): \(secret)")
      }
    }
  }
}
