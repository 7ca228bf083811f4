"""Names of files that mean something to a shell, a URI, a log or a diff."""

import os
import shutil

from formats.output import ldapfix
from trials.samples import SAMPLES
from trials.tally import expect

NAMES = [
    "a b.xml", " leading.xml", "trailing .xml", "it's.xml", 'quo"te.xml', "back\\slash.xml", "tab\t.xml",
    "new\nline.xml", "return\r.xml", "100%.xml", "%0A%25.xml", "%AZP25.xml", "colon:comma,.xml",
    "semi;[bracket].xml", "a=b.xml", "::warning::x.xml", "::error file=x::y.xml",
    "##vso[task.setvariable variable=a]b.xml", "##[error]x.xml", "#part?query.xml", "$(touch x)`id`.xml",
    "&amp;<b>|pipe|.xml", "~home.xml", "*.xml", "ünï-😀.xml", "bell\a.xml", "\u202egnp.xml",
]
# What a name may be on Linux.
RAW_NAME = os.fsdecode(b"caf\xe9.xml")


def hostile_folder(folder):
    folder.mkdir(parents=True)
    for name in NAMES:
        shutil.copy(SAMPLES / "entra-connect.xml", folder / name)
    return folder


def try_lists(scratch):
    folder = hostile_folder(scratch / "lists")
    shutil.copy(SAMPLES / "entra-connect.xml", folder / RAW_NAME)
    names = {os.fsencode(f"./{name}") for name in [*NAMES, RAW_NAME]}
    listed, _ = ldapfix("check", "-q", "--list", "-0", ".", cwd=folder, text=False)
    expect(set(listed.split(b"\0")[:-1]) == names, "check --list -0", set(listed.split(b"\0")[:-1]) ^ names)
    listed, _ = ldapfix("diff", "-q", "--list", "-0", *names, cwd=folder, text=False)
    expect(set(listed.split(b"\0")[:-1]) == names, "diff --list -0", set(listed.split(b"\0")[:-1]) ^ names)
