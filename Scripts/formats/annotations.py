"""Annotations of GitHub and Azure Pipelines, parsed as these parse them."""

import os

from formats.names import NAMES, hostile_folder
from formats.output import ldapfix, report
from trials.samples import SAMPLES
from trials.tally import expect


def parse_github(line):
    """A workflow command as GitHub's runner parses it."""
    assert line.startswith("::"), line
    command, data = line[2:].split("::", 1)
    name, _, properties = command.partition(" ")

    def unescape(text, codes):
        for code, character in codes:
            text = text.replace(code, character)
        return text

    of_data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    of_property = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    pairs = [pair.split("=", 1) for pair in properties.split(",") if "=" in pair]
    return name, {key: unescape(value, of_property) for key, value in pairs}, unescape(data, of_data)


def parse_azure(line):
    """A logging command as the agent of Azure Pipelines parses it."""
    start = line.index("##vso[") + len("##vso[")
    end = line.index("]", start)
    command, _, properties = line[start:end].partition(" ")

    def unescape(text):
        for code, character in [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%")]:
            text = text.replace(code, character)
        return text

    pairs = [pair.split("=", 1) for pair in properties.split(";") if "=" in pair]
    return command, {key: unescape(value) for key, value in pairs}, unescape(line[end + 1:])


# By format: how it is parsed, the command, and the properties that name the file and the line.
FORMATS = {
    "github": (parse_github, "error", "file", "line"),
    "azure": (parse_azure, "task.logissue", "sourcepath", "linenumber"),
}


def try_annotations(folder, scratch):
    hostile = hostile_folder(scratch / "annotations")
    named = hostile / "connector.xml"
    sample = (SAMPLES / "entra-connect.xml").read_text()
    awkward = "a%0Ab%25;c,d:e]f::g##vso[task.x]%AZP25"
    assert sample.count("<name>contoso.com</name>") >= 1
    named.write_text(sample.replace("<name>contoso.com</name>", f"<name>{awkward}</name>", 1))
    for name in [*NAMES, named.name]:
        try_file(hostile, name)
    try_many(folder)


def try_file(folder, name):
    """Each finding of a file is a line, which says what the JSON report says."""
    path = f"./{name}"
    [file] = report(path, cwd=folder)["files"]
    for format in FORMATS:
        output, _ = ldapfix("check", "-q", "--format", format, path, cwd=folder)
        lines = output.removesuffix("\n").split("\n")
        expect(len(lines) == len(file["findings"]) and "\r" not in output, f"{format}: a line a finding of {name!r}",
               lines)
        for line, finding in zip(lines, file["findings"]):
            try_line(format, line, name, finding)


def try_line(format, line, name, finding):
    parse, wanted, where, row = FORMATS[format]
    try:
        command, properties, data = parse(line)
    except (AssertionError, ValueError) as error:
        return expect(False, f"{format}: parses", repr(error))
    expect(command == wanted, f"{format}: the command", line)
    expect(os.path.normpath(properties[where]) == name, f"{format}: the name {name!r}", line)
    expect(properties[row] == str(finding["region"]["line"]), f"{format}: the line", line)
    connector = finding["connector"]["name"].replace("##vso[", "#\\u{23}vso[")
    expect(data.startswith(f"{connector}, ") and data.endswith(finding["message"]), f"{format}: the message", line)


def try_many(folder):
    """GitHub shows ten of a kind, Azure Pipelines all."""
    output, _ = ldapfix("check", "-q", "--format", "github", ".", cwd=folder)
    commands = [parse_github(line) for line in output.splitlines()]
    totals = report(".", cwd=folder)["summary"]
    total = totals["errors"] + totals["warnings"] + totals["notes"]
    for kind in ("error", "warning", "notice"):
        expect(sum(c[0] == kind for c in commands) <= 10, f"github: at most ten {kind}s")
    expect(commands[-1][2].startswith(f"{total - len(commands) + 1} more finding"),
           "github: the last says how many more there are", commands[-1])
    output, _ = ldapfix("check", "-q", "--format", "azure", ".", cwd=folder)
    expect(len(output.splitlines()) == total, "azure: a line for every finding")
