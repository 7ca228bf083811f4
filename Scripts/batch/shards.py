"""Parts as processes of their own: their results and merged reports are those of a single run."""

import json
import random
import shutil
import subprocess

from batch.estate import contents, difference, make_estate
from batch.guide import jq_line
from batch.report import read, told
from trials import program
from trials.program import ldapfix
from trials.tally import expect


def try_shards(scratch):
    make_estate(scratch / "servers")
    for parts, options in [(5, []), (5, ["--copy-others", "--script-dir", "scripts"]), (1, []), (400, [])]:
        Division(scratch, parts, options).check()
    try_parts_in_place(scratch)


class Division:
    """An estate that is corrected by a single run, and by a number of parts."""

    def __init__(self, scratch, parts, options):
        self.claim = f"{parts} parts {' '.join(options)}:"
        self.parts, self.options = parts, options
        self.single_folder, self.parts_folder = scratch / "single", scratch / "parts"
        for folder in (self.single_folder, self.parts_folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / "servers").symlink_to("../servers")

    def arguments(self, *more):
        return ["batch", "servers", "--output-dir", "corrected", *self.options, *more]

    def check(self):
        single = ldapfix(*self.arguments("--report", "all.json"), cwd=self.single_folder, codes=(1,))
        errors = self.run_parts()
        self.check_results()
        lines = {line for line in single.stderr.splitlines() if line.startswith(b"ldapfix: ")}
        expect(lines == {line for line in errors if line.startswith(b"ldapfix: ")}, f"{self.claim} the same errors")
        self.check_reports()

    def run_parts(self):
        """Runs the parts, five at a time, the last one first; gives the lines of their standard errors."""
        waiting, running, errors = list(range(1, self.parts + 1)), [], []
        while waiting or running:
            while waiting and len(running) < 5:
                part = waiting.pop()
                arguments = self.arguments("--shard", f"{part}/{self.parts}", "--report", f"{part}.json")
                running.append(subprocess.Popen([program.path, *arguments], cwd=self.parts_folder,
                                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
            process = running.pop(0)
            errors += process.communicate()[1].splitlines()
            expect(process.returncode in (0, 1), f"{self.claim} exit code", process.returncode)
        return errors

    def check_results(self):
        for tree in ["corrected", "scripts"] if "scripts" in self.options else ["corrected"]:
            one, union = contents(self.single_folder / tree), contents(self.parts_folder / tree)
            enough = len(one) > (20 if tree == "scripts" else 200)
            expect(enough, f"{self.claim} there is something to compare", len(one))
            expect(one == union, f"{self.claim} the union of {tree} is the single run's", difference(one, union))

    def check_reports(self):
        claim, folder = self.claim, self.parts_folder
        reports = [f"{part}.json" for part in range(1, self.parts + 1)]
        chosen = sorted(f["path"] for name in reports for f in read(folder / name)["files"])
        whole = read(self.single_folder / "all.json")
        expect(chosen == sorted(f["path"] for f in whole["files"]), f"{claim} each file is in one part")
        random.Random(2).shuffle(reports)
        ldapfix("report", *reports, "--report", "merged.json", "--report", "merged.csv", cwd=folder, codes=(0,))
        merged = read(folder / "merged.json")
        expect(told(merged) == told(whole), f"{claim} 'ldapfix report' gives the single run's report")
        expect(len(merged["runs"]) == self.parts, f"{claim} every run is named")
        by_jq = subprocess.run(jq_line().replace("reports/*.json >merged.json", " ".join(reports)), shell=True,
                               cwd=folder, capture_output=True)
        if expect(by_jq.returncode == 0, f"{claim} jq", by_jq.stderr):
            expect(told(json.loads(by_jq.stdout), False) == told(whole, False), f"{claim} jq gives it too")
            (folder / "by-jq.json").write_bytes(by_jq.stdout)
            ldapfix("report", "by-jq.json", "--report", "again.json", cwd=folder, codes=(0,))
            expect(told(read(folder / "again.json")) == told(whole), f"{claim} and ldapfix reads it")


def try_parts_in_place(scratch):
    """A part that corrects files in place changes their sizes; the later parts divide as if it had not."""
    for name in ("whole", "divided"):
        shutil.copytree(scratch / "servers", scratch / name, symlinks=True)
    ldapfix("batch", "-q", "whole", "--in-place", cwd=scratch)
    for part in range(1, 6):
        ldapfix("batch", "-q", "divided", "--in-place", "--shard", f"{part}/5", cwd=scratch)
    one, union = contents(scratch / "whole"), contents(scratch / "divided")
    expect(one != contents(scratch / "servers"), "in place, there is something to correct")
    expect(one == union, "parts one after the other in place do what a single run does", difference(one, union))
