"""The commands that read: `check`, `diff` and `verify`, and `report`, which reads reports."""

import hashlib
import json

from command import CORRECTED, OLD, OTHER, SAMPLE, Command, Refusal


class Reading(Command):
    """A command whose verdict is its exit code, and whose result is its standard output."""

    def problems_of_change(self, run):
        # One blank behind the last tag changes no verdict, but the name of a place may.
        if run.code not in (self.done, 74):
            yield f"the exit code is {run.code}: {run.errors!r}"


class Check(Reading):
    """`check` on a file and a folder: where one cannot be read, the other is told all the same."""

    done = 1

    def problems_of_failure(self, run):
        if len(run.error_lines) > len(self.files) + 1:
            yield f"there are too many lines of error: {run.errors!r}"
        if "<stdout>" in run.errors:
            return
        try:
            told = json.loads(run.output)
        except ValueError:
            yield f"what it prints is no JSON: {run.output[:200]!r}"
            return
        known = {file["path"]: file for file in json.loads(run.reference["-"])["files"]}
        for file in told["files"]:
            if file != known.get(file["path"]):
                yield f"it tells another thing of {file['path']}"
        if told["summary"]["failedFiles"] != len(run.error_lines):
            yield f"it counts {told['summary']['failedFiles']} files that failed: {run.errors!r}"
        named = [file["path"] for file in told["files"]]
        for path in known.keys() - set(named):
            if not any(line.startswith(f"ldapfix: {part}: ") or line.startswith(f"ldapfix: {part}:")
                       for line in run.error_lines for part in (path, path.split("/")[0])):
                yield f"it says nothing of {path}"


class Diff(Reading):
    done = 1

    def problems_of_failure(self, run):
        if len(run.error_lines) != 1:
            yield f"there is not one line of error: {run.errors!r}"
        if not run.reference["-"].startswith(run.output):
            yield "what it printed is no beginning of the diff"


class Verify(Reading):
    """`verify` on two files that differ elsewhere: whatever fails, it does not say that they are the same."""

    done = 1
    most_lines = 2


class Report(Command):
    changing = "one.json"
    most_lines = 2

    def problems_of_change(self, run):
        if run.code not in (0, 74):
            yield f"the exit code is {run.code}: {run.errors!r}"
        if run.files.get("all.html") not in (OLD, run.reference["all.html"]):
            yield "the report is torn"


def record(path, before, after):
    """What a report of `batch` says of a file that it has corrected."""
    digests = [hashlib.sha256(content).hexdigest().upper() for content in (before, after)]
    return {"action": "written", "connectors": [], "encoding": "UTF-8", "excerpts": [], "findings": [],
            "milliseconds": 1.5, "outcome": "corrected", "output": f"out/{path}", "path": path, "run": "1",
            "sha256": digests[0], "sha256After": digests[1], "size": len(before), "sizeAfter": len(after), "values": 6}


def report(identifier, path):
    files = [{**record(path, SAMPLE, CORRECTED), "run": identifier}]
    run = {"hardens": False, "identifier": identifier, "isInterrupted": False, "jobs": 1, "mode": "outputFolder",
           "origin": "BF3801FF467CC8E6", "seconds": 1, "sslBind": "keep", "started": "2026-01-01T00:00:00Z",
           "toolVersion": "0.1.0"}
    return json.dumps({"version": 1, "runs": [run], "files": files, "totals": {}}).encode()


COMMANDS = [
    Check("check", ["check", "--format", "json", "in.xml", "b"], {"in.xml": SAMPLE, "b/c.xml": OTHER}, ["-"]),
    Diff("diff", ["diff", "--format", "unified", "in.xml"], {"in.xml": SAMPLE}, ["-"]),
    Verify("verify", ["verify", "in.xml", "out.xml"],
           {"in.xml": SAMPLE, "out.xml": CORRECTED.replace(b"contoso", b"fabrikam", 1)}, ["-"]),
    Report("report", ["report", "one.json", "two.json", "--report", "all.html"],
           {"one.json": report("1", "a.xml"), "two.json": report("2", "b/c.xml"), "all.html": OLD}, ["all.html"]),
    Refusal("report-itself", ["report", "one.json", "two.json", "--report", "./one.json"],
            {"one.json": report("1", "a.xml"), "two.json": report("2", "b/c.xml")}),
    Refusal("baseline-itself", ["check", "--write-baseline", "./in.xml", "in.xml"], {"in.xml": SAMPLE}),
]
