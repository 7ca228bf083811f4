"""Folders of exports as administrators have them, and what is in them afterwards."""

import functools
import json
import os
import random
import shutil
import subprocess

from trials import program
from trials.samples import SAMPLES, refused, samples


@functools.cache
def by_product():
    """The samples and the identifiers of their connectors, by product."""
    found = {"entra-connect": [], "mim": []}
    for sample in samples():
        check = [program.path, "check", "-q", "--format", "json", "--harden", sample]
        output = subprocess.run(check, capture_output=True).stdout
        connectors = [f["connector"] for file in json.loads(output)["files"] for f in file["findings"]]
        for product in {c.get("product") for c in connectors} - {None}:
            found[product].append((sample, {c["identifier"] for c in connectors}))
    return found


def make_estate(folder, servers=60, seed=1):
    """Servers with some exports each, among them broken ones, other XML and awkward names."""
    chance = random.Random(seed)
    good, bad = by_product(), refused()
    for number in range(servers):
        server = folder / f"site {number % 7}" / f"server{number:03}"
        server.mkdir(parents=True)
        # A server is of one product and has each connector once; a few here are mixed up.
        kinds = good["mim" if number % 4 == 3 else "entra-connect"]
        if number % 10 == 0:
            kinds = good["mim"] + good["entra-connect"]
        seen = set()
        for sample, identifiers in chance.sample(kinds, len(kinds)):
            if number % 10 == 0 or not identifiers & seen:
                seen |= identifiers
                shutil.copyfile(sample, server / f"Connector_{sample.stem}.XML")
        for sample in chance.sample(bad, number % 3):
            shutil.copyfile(sample, server / sample.name)
        (server / "notes.txt").write_text("no export\n")
    for name in ["new\nline.xml", "it's \"quoted\".xml", "-dash.xml", "$(touch x).xml", "Case.xml", "case.xml",
                 os.fsdecode(b"caf\xe9.xml"), "<b>&amp;.xml", "=1+1.xml", "ünï-😀.xml"]:
        shutil.copyfile(SAMPLES / "entra-connect.xml", folder / name)
    (folder / "loop").symlink_to(".")
    (folder / "site 0/nothing.xml").write_bytes(b"")
    return folder


def make_many(folder, number):
    """`number` small exports, a hundred in a folder."""
    kinds = [path.read_bytes() for path in samples()]
    for index in range(number):
        if index % 100 == 0:
            (folder / f"server{index // 100:03}").mkdir(parents=True)
        (folder / f"server{index // 100:03}/Connector_{index % 100:02}.xml").write_bytes(kinds[index % len(kinds)])
    return folder


def contents(folder):
    """All files under `folder` with their bytes, by path."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and not p.is_symlink()} if folder.exists() else {}


def difference(one, other):
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))[:10]
