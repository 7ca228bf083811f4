import TestSupport
import Testing

@Suite("Misspelt words")
struct SuggestionTests {
  @Test(
    "a command or option that is not there is named with the one that was probably meant",
    arguments: [
      ("pach a.xml b.xml", "no command 'pach'; did you mean 'patch'?"),
      ("patch --inplace a.xml", "no option '--inplace'; did you mean '--in-place'?"),
      ("patch --in-plac=1 a.xml b.xml", "no option '--in-plac'; did you mean '--in-place'?"),
      ("check --fromat json a.xml", "no option '--fromat'; did you mean '--format'?"),
      ("--vesion", "no option '--vesion'; did you mean '--version'?"),
      ("explain twin-disagree", "no rule 'twin-disagree'; did you mean 'twin-disagrees'?"),
    ])
  func words(_ line: String, _ hint: String) throws {
    let run = try Program.run(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64)
    #expect(run.errors == "ldapfix: there is \(hint) See 'ldapfix --help'\n")
  }

  @Test("where nothing is near, the names there are are listed")
  func unknown() throws {
    let run = try Program.run(["connector.xml"])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("no command 'connector.xml'; there are patch, diff, check"))
  }

  @Test("the list of options has their names alone")
  func listed() throws {
    let run = try Program.run(["check", "--xyzzyxyzzyxyzzy", "a.xml"])
    #expect(run.exitCode == 64)
    #expect(run.errors.contains(" --baseline, --color, "), "\(run.errors)")
    #expect(run.errors.contains(" --list, --max-attributes, "), "\(run.errors)")
  }

  @Test(
    "a file whose name begins with a hyphen is named as it can be given",
    arguments: ["check -x.xml", "check a.xml -x.xml", "patch -x.xml out.xml", "diff --list -x.xml"])
  func hyphen(_ line: String) throws {
    let run = try Program.run(line.split(separator: " ").map(String.init))
    #expect(run.exitCode == 64)
    #expect(
      run.errors
        == "ldapfix: there is no option '-x.xml'; a file of this name is './-x.xml'; see 'ldapfix --help'\n"
    )
    let value = try Program.run(["check", "a.xml", "--exclude", "-x.xml"])
    #expect(value.errors.contains("Missing value for '--exclude <glob>'"), "\(value.errors)")
  }

  @Test("the parser's full stop is left out")
  func fullStop() throws {
    let run = try Program.run(["check", "--color", "pink", "a.xml"])
    #expect(run.exitCode == 64)
    #expect(run.errors.hasSuffix(" or 'never'; see 'ldapfix --help'\n"), "\(run.errors)")
  }

  @Test("what stands behind -- is no option")
  func terminator() throws {
    let run = try Program.run(["check", "--", "--fromat"])
    #expect(run.exitCode == 66)
  }

  @Test("a misspelt option reaches a terminal escaped")
  func escapes() throws {
    let run = try Program.run(["check", "--for\u{1B}[31mmat", "a.xml"])
    #expect(run.exitCode == 64)
    #expect(!run.errors.contains("\u{1B}") && run.errorLines.count == 1)
  }

  @Test("a file that is not there is named with the one beside it that was probably meant")
  func files() throws {
    let scratch = try Scratch()
    try scratch.write(Samples.bytes("mim"), to: "Connector_contoso.xml")
    try scratch.write(Samples.bytes("mim"), to: "other.xml")
    let run = try Program.run(["check", "./Connector_contsoo.xml"], in: scratch.folder)
    #expect(run.exitCode == 66)
    #expect(
      run.errors.contains("no such file or directory; did you mean './Connector_contoso.xml'?"))
    let lower = try Program.run(["check", "connector_CONTOSO.XML"], in: scratch.folder)
    #expect(lower.errors.contains("did you mean 'Connector_contoso.xml'?"))
    let far = try Program.run(["patch", "quite/another.xml", "out.xml"], in: scratch.folder)
    #expect(far.exitCode == 66)
    #expect(far.errors.contains("no such file or directory; check the name"))
    #expect(scratch.names == ["Connector_contoso.xml", "other.xml"])
  }

  @Test("a name that is there is not proposed, though nothing can be read under it")
  func given() throws {
    let scratch = try Scratch()
    _ = try Program.shell("ln -s gone link.xml; ln -s gone links.xml", in: scratch.folder)
    let run = try Program.run(["check", "link.xml"], in: scratch.folder)
    #expect(run.exitCode == 66)
    #expect(
      run.errorLines.first
        == "ldapfix: link.xml: cannot be read: no such file or directory; check the name")
  }
}
