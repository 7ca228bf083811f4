"""Unified diffs applied, and taken back, by git and by patch."""

import shutil

from formats.inputs import POLICIES
from formats.names import NAMES, RAW_NAME, hostile_folder
from formats.output import ldapfix, report, run
from trials.samples import SAMPLES
from trials.tally import expect


def try_diffs(folder, inputs, scratch):
    for policy in POLICIES:
        names = []
        place = scratch / f"diffs-{'-'.join(policy) or 'plain'}"
        place.mkdir()
        for path in inputs:
            if report(path.name, cwd=folder)["files"][0]["encoding"] not in ("UTF-16LE", "UTF-16BE"):
                shutil.copy(path, place)
                names.append(path.name)
        try_diff(place, names, policy, "samples")
    hostile = hostile_folder(scratch / "diff-names")
    # GNU patch takes no name with a line end from a header.
    try_diff(hostile, [f"./{name}" for name in NAMES], [], "awkward names", by_patch=[
        f"./{name}" for name in NAMES if "\n" not in name and "\r" not in name])
    raw = scratch / "raw-names"
    raw.mkdir()
    shutil.copy(SAMPLES / "entra-connect.xml", raw / RAW_NAME)
    try_diff(raw, [RAW_NAME], [], "a name that is not UTF-8")


def try_diff(folder, names, policy, claim, by_patch=None):
    original = {name: (folder / name).read_bytes() for name in names}
    patched = {name: ldapfix("patch", "-q", *policy, "--", name, "-", cwd=folder, text=False)[0] for name in names}
    expect(original != patched, f"{claim}: something changes")

    def state():
        return {name: (folder / name).read_bytes() for name in names}

    def differing(wanted):
        return [name for name, contents in state().items() if contents != wanted[name]]

    tools = {
        "git apply": (names, ["git", "apply", "-p1"], ["git", "apply", "-p1", "-R"]),
        "patch": (by_patch or names, ["patch", "-p1", "-s", "--no-backup-if-mismatch"],
                  ["patch", "-p1", "-s", "-R", "--no-backup-if-mismatch"]),
    }
    for tool, (taken, forward, back) in tools.items():
        diff, _ = ldapfix("diff", "-q", "--format", "unified", *policy, "--", *taken, cwd=folder, text=False)
        wanted = {name: patched[name] if name in taken else original[name] for name in names}
        what = f"{claim} {' '.join(policy)}:"
        result = run(*forward, cwd=folder, input=diff)
        expect(result.returncode == 0 and not differing(wanted), f"{what} {tool} gives what patch writes",
               (result.stdout, result.stderr, differing(wanted)))
        result = run(*back, cwd=folder, input=diff)
        expect(result.returncode == 0 and not differing(original), f"{what} {tool} -R gives the original",
               (result.stdout, result.stderr, differing(original)))
        for name, contents in original.items():
            (folder / name).write_bytes(contents)
