"""What ldapfix makes of exports, against what they say."""

import re
import subprocess
import tempfile
from pathlib import Path

from powershell.export import connectors, expected, is_of_mim, read_export, value
from powershell.plan import label_of, read_plan, settings_of
from powershell.syntax import parse
from powershell.templates import TEMPLATES
from powershell.text import check_text
from trials import program
from trials.samples import SAMPLES, samples
from trials.tally import expect, skip

# The scripts, by what was asked for.
emitted = {}


def run(*arguments):
    return subprocess.run([program.path, *arguments], capture_output=True)


def without_plan(content):
    plain = content.removeprefix(b"\xef\xbb\xbf")
    return re.sub(rb"(?s)(\n#region Plan\r\n).*?(\n#endregion Plan\r\n)", rb"\1\2", plain)


def check_emitted(name, content, template):
    emitted[name] = content
    check_text(name, content)
    parse(name, content)
    same = without_plan(content) == without_plan((TEMPLATES / template).read_bytes())
    expect(same, f"{name} is {template} but for the plan")
    return read_plan(name, content)


def try_sample(file, name=None):
    name = name or file.name
    root = read_export(file.read_bytes())
    wanted = list(expected(root))
    template = "MIM.ps1" if is_of_mim(root) else "EntraConnect.ps1"
    done = run("script", file)
    if not expect(done.returncode == 0, f"{name}: a script", done.stderr.decode()):
        return
    if not wanted:
        expect(done.stdout == b"", f"{name}: no script for what is secure")
        return
    plan = check_emitted(f"{name} applied", done.stdout, template)
    if plan is None:
        return
    check_plan(name, plan, wanted)
    try_rollback(file, name, wanted, template)
    try_audit(file, name, root)


def check_plan(name, plan, wanted):
    """The plan corrects just what the export says is to be corrected."""
    expect(plan["Direction"] == "apply", f"{name}: direction")
    got, labels = [label_of(c) for c in plan["Connectors"]], [label for label, _ in wanted]
    expect(got == labels, f"{name}: the connectors", f"{got} {labels}")
    for connector, (_, settings) in zip(plan["Connectors"], wanted):
        got = settings_of(connector)
        expect(got == settings, f"{name}: every place but those with TLS, and what it was", f"{got} {settings}")
        changes = {(s["Parameter"], s["Value"]) for s in connector["Settings"]}
        expect(changes <= {("sign-and-seal", "1")}, f"{name}: to 1", changes)


def try_rollback(file, name, wanted, template):
    done = run("script", "--rollback", file)
    back = check_emitted(f"{name} rolled back", done.stdout, template) if done.returncode == 0 else None
    can_go_back = [s for _, settings in wanted for s in settings if s[3] == "0"]
    if back is None:
        expect(not can_go_back, f"{name}: no rollback only where nothing was 0", done.stderr.decode())
    else:
        expect(back["Direction"] == "rollback", f"{name}: rollback")
        got = [s for c in back["Connectors"] for s in settings_of(c, "Value")]
        expect(got == can_go_back, f"{name}: back to what was 0", f"{got} {can_go_back}")


def try_audit(file, name, root):
    done = run("script", "--audit", file)
    if is_of_mim(root):
        expect(done.returncode not in (0, 70) and done.stdout == b"", f"{name}: no audit for MIM")
    elif not any(found.findall(".//sign-and-seal") for ma in connectors(root)
                 for found in ma.iter() if found.tag in ("adma-configuration", "adma-partition-data")):
        expect(done.returncode == 0 and done.stdout == b"", f"{name}: nothing to compare, so no audit")
    elif expect(done.returncode == 0, f"{name}: an audit", done.stderr.decode()):
        check_emitted(f"{name} audited", done.stdout, "Audit.ps1")


HOSTILE = [
    "it's", "''", "\u2018\u2019\u201a\u201b", "\u201cx\u201d\u201e", "$(1)", "$env:Path", "`n", "\"", "#>", "<#", "'@",
    "a\nb", "a\r\nb", "a\tb", "\u0085", "\u2028\u2029", "\u200b", "\u202e", "e\u0301", "\u0301", "\U0001f600", "{0}",
    "; exit", "--%", "\n#endregion Plan\n", "\r\n#endregion Plan\r\nexit\r\n", "\ufeff", "\u00a0", "\\", "%PATH%",
    "@{}", "\ufb01", "\u540d\u524d",
]


def try_hostile():
    """Names that mean something to PowerShell."""
    sample = (SAMPLES / "entra-connect.xml").read_text("utf-8")
    with tempfile.TemporaryDirectory(prefix="ldapfix-hostile.") as scratch:
        for number, word in enumerate(HOSTILE):
            escaped = "".join(c if c.isalnum() and c.isascii() else f"&#{ord(c)};" for c in f"x{word}x")
            file = Path(scratch) / f"{number}.xml"
            file.write_text(sample.replace("contoso", escaped), "utf-8")
            try_sample(file, f"the name {word!r}")


def try_replacing_tls():
    """What stands with TLS by itself, and without it when asked."""
    file = SAMPLES / "tls.xml"
    done = run("script", "--ssl-bind", "replace", file)
    plan = check_emitted("TLS replaced", done.stdout, "EntraConnect.ps1")
    places = [p for ma in connectors(read_export(file.read_bytes())) for p in ma.findall("ma-partition-data/partition")]
    with_tls = {value(p.findall("name")) for p in places if value(p.findall(".//ssl-bind")) == "1"}
    settings = [s for c in plan["Connectors"] for s in c["Settings"]]
    got = {s["Partition"]: s["Value"] for s in settings if s["Parameter"] == "ssl-bind"}
    expect(bool(got) and got == dict.fromkeys(with_tls, "0"), "TLS is replaced where it is, and only there", f"{got}")
    sealed = [s["Value"] for s in settings if s["Parameter"] == "sign-and-seal"]
    expect(sealed == ["1"] * (len(places) + 1), "every place is signed and sealed then", sealed)


def try_emitted():
    if run("script", "--help").returncode != 0:
        return skip("this ldapfix has no command script: no emitted script was tried")
    for file in samples():
        try_sample(file)
    try_replacing_tls()
    try_hostile()
