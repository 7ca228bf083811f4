"""`ldapfix batch`: into a folder and in place, with a report and scripts.

One file is at work at a time, so that the N-th call is the same one in each run. A run with a fault goes on
with the other file; the exit code is then 1, and 73 or 74 where nothing could be begun or the report is not
written. What the report and standard error tell is held against what stands there.
"""

import hashlib
import json

from command import CORRECTED, OLD, OTHER, OTHER_CORRECTED, SAMPLE, Command, Refusal

REPORT = "run.json"


class Batch(Command):
    refused = (1, 73, 74)
    changing = "a.xml"
    timed = (REPORT,)
    corrected = {"a.xml": CORRECTED, "b/c.xml": OTHER_CORRECTED}
    scripts = {}

    def target(self, source):
        """Where the result of a source goes."""
        return source

    def is_new(self, source, run):
        return run.files.get(self.target(source)) == self.corrected[source]

    def is_whole(self, name, content, run):
        if name == REPORT:
            # It has times in it, so no two are the same.
            return content in (None, OLD) or self.report(run) is not None
        exports = map(self.target, self.corrected)
        if name in exports and content not in (None, OLD) and run.mode(name) & ~0o640:
            return False
        return super().is_whole(name, content, run)

    def report(self, run):
        """The new report of the run; None where there is none or it is torn."""
        try:
            report = json.loads(run.files.get(REPORT) or b"")
            report["files"], report["totals"], report["runs"][0]["isInterrupted"]
            return report
        except (ValueError, TypeError, LookupError):
            return None

    def problems_of_files(self, run):
        yield from super().problems_of_files(run)
        for source in self.corrected:
            if f"\n{source}: " in "\n" + run.errors and " corrected, every other byte" in next(
                    line for line in run.errors.splitlines() if line.startswith(f"{source}: ")):
                if not self.is_new(source, run) and not run.scenario.is_change:
                    yield f"it says that {source} is corrected, and it is not"
        report = self.report(run)
        if report and not run.scenario.is_change:
            yield from self.problems_of_report(report, run)
        for script, sources in self.scripts.items():
            content = run.files.get(script)
            if content not in (None, OLD) and not all(self.is_new(source, run) for source in sources):
                if not run.scenario.is_change:
                    yield f"{script} is written, and not all of its files are corrected"

    def problems_of_report(self, report, run):
        """What the report tells agrees with the files."""
        totals, records = report["totals"], {record["path"]: record for record in report["files"]}
        failed = [path for path, record in records.items() if record["outcome"] == "failed"]
        if totals["files"] != len(report["files"]) or totals["failed"] != len(failed):
            yield "the totals of the report are not those of its files"
        for source, corrected in self.corrected.items():
            record = records.get(source)
            if not record:
                # Of a folder that cannot be read the report knows no more than its name.
                if not report["runs"][0]["isInterrupted"] and not any(source.startswith(f"{p}/") for p in failed):
                    yield f"the report knows nothing of {source}"
                if self.is_new(source, run):
                    yield f"the report knows nothing of {source}, which is corrected"
                continue
            content = run.files.get(self.target(source))
            if (record["outcome"] == "corrected") != (content == corrected):
                yield f"the report calls {source} {record['outcome']}, and that is not so"
            if record["outcome"] == "corrected":
                digest = hashlib.sha256(content or b"").hexdigest().upper()
                if (record.get("sha256After"), record.get("sizeAfter")) != (digest, len(content or b"")):
                    yield f"the report has another digest or size of {source} than it has"
            elif not record.get("failure", {}).get("message"):
                yield f"the report does not say why {source} failed"
            if record["action"] == "stale" and content is None:
                yield f"the report calls the output of {source} stale, and there is none"

    def problems_of_signal(self, run):
        yield from super().problems_of_signal(run)
        report = self.report(run)
        if report and run.code == 128 + run.scenario.signal and not report["runs"][0]["isInterrupted"]:
            yield "the report of a run that was interrupted does not say so"
        yield from self.problems_of_second_run(run)

    def problems_of_end(self, run):
        yield from super().problems_of_end(run)
        report = self.report(run)
        if run.code in (0, 1):
            if not report:
                yield f"the exit code is {run.code}, and there is no report"
            elif run.code == 1 and report["totals"]["failed"] == 0 and ".ps1: " not in run.errors:
                yield "the exit code is 1, and nothing failed"
        elif report:
            yield f"the exit code is {run.code}, and the report is there"
        for script, sources in self.scripts.items():
            isnew = run.files.get(script) not in (None, OLD)
            if run.code == 1 and all(self.is_new(s, run) for s in sources) and not isnew and script not in run.errors:
                yield f"{script} is not written, and nobody says so"

    def problems_of_failure(self, run):
        """A line for each file that failed, and one for each script and report."""
        report = self.report(run)
        if report:
            scripts = [line for line in run.error_lines if ".ps1: " in line or ": scripts" in line]
            if len(run.error_lines) != report["totals"]["failed"] + len(scripts):
                yield f"{report['totals']['failed']} files failed, and the lines are others: {run.errors!r}"
        known = (*self.corrected, *map(self.target, self.corrected), *self.backups, *self.scripts, REPORT, "b", "out",
                 "out/b", "scripts", "scripts/b", ".")
        for line in run.error_lines:
            if not any(line.startswith(f"ldapfix: {name}:") for name in known):
                yield f"a line names no file of the run: {line!r}"

    def problems_of_second_run(self, run):
        """What a run that was stopped has left, the next one finishes, and it cleans up."""
        code = run.again()
        if code != 0:
            yield f"the next run ends with {code}"
        for source in self.corrected:
            if not self.is_new(source, run):
                yield f"the next run does not correct {source}"
        if run.temporaries:
            yield f"the next run leaves {run.temporaries}"
        yield from self.problems_of_files(run)

    def problems_of_change(self, run):
        if run.code not in (0, 1, 74):
            yield f"the exit code is {run.code}: {run.errors!r}"
        if run.files.get("b/c.xml") not in (OTHER, OTHER_CORRECTED):
            yield "the other input is torn"


class BatchToFolder(Batch):
    scripts = {"scripts/ldapfix.ps1": ["a.xml"], "scripts/b/ldapfix.ps1": ["b/c.xml"]}

    def target(self, source):
        return f"out/{source}"

    def problems_of_change(self, run):
        yield from super().problems_of_change(run)
        if run.files.get("a.xml") != SAMPLE + b" ":
            yield "the input is torn"
        if run.files.get("out/a.xml") not in (OLD, CORRECTED, CORRECTED + b" "):
            yield "the output is torn"
        report = self.report(run)
        written = report and {record["path"]: record["outcome"] for record in report["files"]}.get("a.xml")
        if written and (written == "corrected") != (run.files.get("out/a.xml") != OLD):
            yield f"the report calls the file {written}, and that is not so"


class BatchInPlace(Batch):
    def problems_of_report(self, report, run):
        # A second run finds what the first has done.
        if not any(record["outcome"] == "secure" for record in report["files"]):
            yield from super().problems_of_report(report, run)

    def problems_of_files(self, run):
        yield from super().problems_of_files(run)
        if run.scenario.is_change:
            return
        for source in self.corrected:
            backup = run.files.get(f"{source}.bak")
            if backup not in (None, self.files[source]):
                yield f"the backup of {source} is torn"
            if self.is_new(source, run):
                if backup is None:
                    yield f"{source} was corrected without a backup"
            elif backup is not None and not run.died and not run.scenario.keeps_files:
                yield f"{source} is not corrected, and the backup stays"

    def problems_of_change(self, run):
        yield from super().problems_of_change(run)
        # As with `patch --in-place`.
        source, changed = run.files.get("a.xml"), SAMPLE + b" "
        if source not in (changed, CORRECTED + b" ", CORRECTED):
            yield "the input is torn"
        if source == CORRECTED and run.files.get("a.xml.bak") != changed:
            yield "what was written meanwhile is lost"


FILES = {"a.xml": SAMPLE, "b/c.xml": OTHER, REPORT: OLD}
COMMANDS = [
    BatchToFolder(
        "batch",
        ["batch", "--jobs", "1", "--output-dir", "out", "--report", REPORT, "--script-dir", "scripts", "a.xml", "b"],
        {**FILES, "out/a.xml": OLD, "scripts/b/ldapfix.ps1": OLD},
        ["out/a.xml", "out/b/c.xml", "scripts/ldapfix.ps1", "scripts/b/ldapfix.ps1", REPORT]),
    BatchInPlace(
        "batch-in-place",
        ["batch", "--jobs", "1", "--in-place", "--backup", "--report", REPORT, "a.xml", "b/c.xml"],
        FILES, ["a.xml", "b/c.xml", REPORT]),
    Refusal("batch-itself", ["batch", "--jobs", "1", "--output-dir", ".", "in.xml"], {"in.xml": SAMPLE}),
    # A link in the output folder leads out of it.
    Refusal("batch-link", ["batch", "--jobs", "1", "--output-dir", "out", "in.xml"],
            {"in.xml": SAMPLE, "kept.xml": OLD}, {"out/in.xml": "../kept.xml"}, done=1),
]
