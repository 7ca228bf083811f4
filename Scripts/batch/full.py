"""A file system without room."""

import os
import subprocess

from batch.estate import contents, difference, make_estate
from batch.report import read
from trials.program import ldapfix
from trials.tally import expect, skip

ARGUMENTS = ["batch", "servers", "--output-dir", "small/corrected", "--report", "report.json"]


def try_full(scratch):
    make_estate(scratch / "servers", servers=160)
    plain = ldapfix("batch", "servers", "--output-dir", "plain", "--report", "plain.json", cwd=scratch, codes=(1,))
    wanted, failing = contents(scratch / "plain"), read(scratch / "plain.json")["totals"]["failed"]
    expect(sum(map(len, wanted.values())) > 2 << 20, "the results need more room than there is")
    small = scratch / "small"
    small.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small], capture_output=True)
    if mount.returncode != 0:
        return skip(f"a full file system, since none can be mounted: {os.fsdecode(mount.stderr).strip()}")
    try:
        for claim in ("without room", "without room again"):
            try_without_room(scratch, claim, wanted, failing)
        expect(contents(scratch / "servers") == contents(make_estate(scratch / "same", servers=160)),
               "the exports are as they were")
        try_report_without_room(scratch)
        subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
        try_with_room(scratch, wanted, failing, plain)
    finally:
        subprocess.run(["umount", small], check=True)


def error_lines(result):
    return [line for line in os.fsdecode(result.stderr).splitlines() if line.startswith("ldapfix: ")]


def try_without_room(scratch, claim, wanted, failing):
    """What does not fit fails, each file by itself; `failing` files are broken anyway."""
    result = ldapfix(*ARGUMENTS, cwd=scratch, codes=(1,))
    report = read(scratch / "report.json")
    failed = [f for f in report["files"] if f["outcome"] == "failed"]
    expect(len(failed) > failing, f"{claim}, files fail", len(failed))
    lines = error_lines(result)
    full = [line for line in lines if "no space" in line.lower()]
    expect(len(full) == len(failed) - failing, f"{claim}, each is named with its reason", (len(full), lines[-3:]))
    now = contents(scratch / "small/corrected")
    expect(0 < len(now) < len(wanted), f"{claim}, some results stand", len(now))
    torn = [path for path, data in now.items() if wanted.get(path) != data]
    expect(not torn, f"{claim}, nothing is torn, and no temporary file is left", torn[:5])
    expect(report["totals"]["failed"] == len(failed), f"{claim}, the report counts them")
    claimed = sum(p["state"] == "corrected" for f in failed for c in f["connectors"] for p in c["places"])
    expect(claimed == 0, f"{claim}, no report calls a place corrected whose file failed", claimed)


def try_report_without_room(scratch):
    """A report that has no room leaves the old one alone."""
    small = scratch / "small"
    for path in list(contents(small / "corrected"))[:8]:
        (small / "corrected" / path).unlink()
    (small / "report.json").write_text("old")
    fill(small / "filler")
    result = ldapfix("batch", "servers", "--dry-run", "-q", "--report", "small/report.json", cwd=scratch,
                     codes=(74, 73))
    expect((small / "report.json").read_text() == "old" and b"small" in result.stderr,
           "a report without room is named, and the old one stands", result.stderr[-300:])
    (small / "filler").unlink()


def fill(path):
    """Writes a file until its file system has no room."""
    filler = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(filler, bytes(4096))
    except OSError:
        os.close(filler)


def try_with_room(scratch, wanted, failing, plain):
    result = ldapfix(*ARGUMENTS, cwd=scratch, codes=(1,))
    now = contents(scratch / "small/corrected")
    expect(now == wanted, "with room the next run completes", difference(now, wanted))
    expect(read(scratch / "report.json")["totals"]["failed"] == failing, "and what failed is what is broken")
    expect(set(error_lines(result)) == set(error_lines(plain)), "and says the same")
