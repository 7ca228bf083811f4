"""Every command of FleetCorrection.md, run as it stands there."""

import json
import os
import re
import shutil
import subprocess

from batch.estate import contents, difference, make_estate
from batch.guide import block, blocks, jq_line
from batch.report import read, told
from trials import program
from trials.program import ldapfix
from trials.tally import expect


def try_recipes(scratch):
    make_estate(scratch / "servers")
    (scratch / "bin").mkdir()
    (scratch / "bin/ldapfix").symlink_to(program.path)
    kitchen = Kitchen(scratch)
    try_one_machine(kitchen)
    try_scripts(kitchen)
    try_parallel(kitchen)
    for heading, codes in [("A list of files", (1,)), ("xargs", (0,))]:
        folder = kitchen.place(heading)
        kitchen.shell(block(heading), folder, codes)
        kitchen.compare(folder, heading)
    try_matrix(kitchen)
    try_slurm(kitchen)
    left = [text for language in ("sh", "bash") for _, text in blocks(language) if text not in kitchen.tried]
    expect(not left, "every command of the guide is tried", left)


class Kitchen:
    """Where recipes are tried, each in a folder of its own, and compared with the plain run on one machine."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.servers = contents(scratch / "servers")
        self.environment = os.environ | {"PATH": f"{scratch / 'bin'}:{os.environ['PATH']}", "HOME": str(scratch)}
        # Set by the plain run: its results, by path, and its report.
        self.wanted, self.whole = {}, {}
        self.tried = set()

    def place(self, name):
        """A new folder that has the exports."""
        folder = self.scratch / name
        folder.mkdir()
        shutil.copytree(self.scratch / "servers", folder / "servers", symlinks=True)
        return folder

    def shell(self, text, folder, codes, **more):
        """Runs commands in a folder; `more` are variables of their environment."""
        self.tried.add(text)
        result = subprocess.run(["bash", "-c", text], cwd=folder, env=self.environment | more, capture_output=True)
        expect(result.returncode in codes, f"exit code of {text!r}", (result.returncode, result.stderr[-1200:]))

    def compare(self, folder, claim, tree="corrected", report="report.json"):
        got = contents(folder / tree)
        expect(got == self.wanted, f"{claim}: the results are the plain run's", difference(got, self.wanted))
        plain, got = told(self.whole, False), told(read(folder / report), False)
        for file in [*got["files"], *plain["files"]]:
            file.pop("output", None)
        expect(got == plain, f"{claim}: the report is the plain run's")
        expect(contents(folder / "servers") == self.servers, f"{claim}: the exports are as they were")


def try_one_machine(kitchen):
    folder = kitchen.place("one")
    kitchen.shell(block("One machine"), folder, (1,))
    kitchen.wanted, kitchen.whole = contents(folder / "corrected"), read(folder / "report.json")
    expect(len(kitchen.wanted) > 200 and (folder / "report.html").stat().st_size > 100_000,
           "a plain run does something")

    def times():
        return {p: p.stat().st_mtime_ns for p in (folder / "corrected").rglob("*") if p.is_file()}

    before = times()
    kitchen.shell(block("One machine"), folder, (1,))
    expect(before == times(), "a second run writes nothing")
    totals = read(folder / "report.json")["totals"]
    expect(totals["upToDate"] == kitchen.whole["totals"]["written"] and totals["written"] == 0, "and says so", totals)


def try_scripts(kitchen):
    folder = kitchen.place("scripts")
    kitchen.shell(block("Scripts for each server"), folder, (1,))
    expect(len(list((folder / "scripts").rglob("*/ldapfix.ps1"))) > 20, "there are scripts")


def try_parallel(kitchen):
    folder = kitchen.place("parallel")
    kitchen.shell(block("GNU parallel"), folder, (0,))
    kitchen.compare(folder, "GNU parallel")
    kitchen.shell(jq_line(), folder, (0,))
    kitchen.compare(folder, "jq", report="merged.json")


def try_matrix(kitchen):
    """Runs the steps of the workflow, each part in a checkout of its own; an artifact is a copy."""
    text = block("A CI matrix", "yaml")
    of_part, of_all = [re.findall(r"^    - run: (.+)$", job, re.M) for job in text.split("\n  all:\n")]
    parts = json.loads(re.search(r"part: (\[.+\])", text)[1])
    expect(len(of_part) == 2 and len(of_all) == 1 and len(parts) == 4, "the workflow has its steps")
    final = kitchen.place("matrix")
    for part in parts:
        folder = kitchen.place(f"matrix-{part}")
        for step in of_part:
            kitchen.shell(step.replace("${{ matrix.part }}", str(part)), folder, (0, 1))
        shutil.copytree(folder / "result", final / "result", dirs_exist_ok=True)
    kitchen.shell(of_all[0], final, (0,))
    expect((final / "result/report.html").exists(), "the workflow leaves a page")
    ldapfix("report", *[f"result/{part}.json" for part in parts], "--report", "result/report.json", cwd=final)
    kitchen.compare(final, "a CI matrix", tree="result/corrected", report="result/report.json")


def try_slurm(kitchen):
    folder = kitchen.place("slurm")
    script = block("A Slurm job array", "bash")
    expect("#SBATCH --array=1-8\n" in script and "#SBATCH --cpus-per-task=2\n" in script, "a job array of eight")
    for task in range(1, 9):
        kitchen.shell(script, folder, (0, 1), SLURM_ARRAY_TASK_ID=str(task), SLURM_CPUS_PER_TASK="2")
    kitchen.shell(block("A Slurm job array"), folder, (0,))
    kitchen.compare(folder, "a Slurm job array")
