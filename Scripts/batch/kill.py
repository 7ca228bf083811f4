"""Signals at random moments."""

import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from batch.estate import contents, difference, make_estate
from batch.report import read
from trials import program, signals
from trials.tally import expect

# After so many signals the length of a run is measured anew.
ROUND = 10
# So many times as often as asked for is tried at the most, where too few signals hit a run at work.
MOST = 5


class Killing:
    """An estate that is corrected again and again, and stopped at a random moment each time."""

    def __init__(self, scratch, way):
        self.folder = Path(tempfile.mkdtemp(dir=scratch))
        self.way = way
        self.original = contents(make_estate(self.folder / "original", servers=14))
        self.chance = random.Random(f"{way}")
        self.is_in_place = way != "--output-dir"
        self.tree = self.folder / ("servers" if self.is_in_place else "corrected")
        self.arguments = [program.path, "batch", "servers", *way.split(), "--report", "report.json"]
        if not self.is_in_place:
            self.arguments.insert(4, "corrected")
        self.stale, self.seconds = {}, []
        self.code = self.measure()
        self.wanted = contents(self.tree)
        changed = [path for path, new in self.wanted.items() if new != self.original.get(path)]
        expect(self.code == 1 and len(changed) > 80, f"{way}: a clean run does something", (self.code, len(changed)))
        if not self.is_in_place:
            # What an earlier run may have left, of exports that have changed since.
            self.stale = {path: new.replace(b"contoso", b"fabrikam") for path, new in list(self.wanted.items())[::3]}
        self.moments = {"before": 0, "amid": 0, "after": 0}
        self.left_over = 0

    def reset(self):
        for name in ("servers", "corrected"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "report.json").unlink(missing_ok=True)
        shutil.copytree(self.folder / "original", self.folder / "servers", symlinks=True)
        for path, old in self.stale.items():
            file = self.folder / "corrected" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(old)

    def measure(self):
        """Runs it from the start to its end, and notes how long that takes. Gives the exit code."""
        self.reset()
        start = time.monotonic()
        code = subprocess.run(self.arguments, cwd=self.folder, capture_output=True).returncode
        self.seconds.append(time.monotonic() - start)
        return code

    def stop(self, *numbers):
        """Runs it from the start and sends the signals, the first while a run as long as the last that was
        measured is at work or has just ended. Gives the exit code."""
        self.reset()
        process = subprocess.Popen(self.arguments, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(self.chance.uniform(0, self.seconds[-1] * 1.1))
        for index, number in enumerate(numbers):
            if index:
                time.sleep(self.chance.uniform(0, 0.01))
            process.send_signal(number)
        process.communicate()
        return process.returncode

    def old(self):
        return self.original if self.is_in_place else self.stale

    def temporary(self, path):
        return re.search(r"(^|/)\.ldapfix-[0-9a-f]+-[0-9a-f]+\.tmp$", path)

    def check_whole(self, claim):
        """Every file is the old or the new one. Gives the paths of the new ones."""
        now, old = contents(self.tree), self.old()
        kept = {path: data for path, data in now.items() if not self.temporary(path)}
        self.left_over += len(now) - len(kept)
        torn = [path for path, data in kept.items() if data not in (old.get(path), self.wanted.get(path))]
        lost = [path for path in old if path not in kept]
        expect(not torn, f"{claim}: every file is whole, and none is new but results", torn[:5])
        expect(not lost, f"{claim}: no file is lost", lost[:5])
        if not self.is_in_place:
            servers = contents(self.folder / "servers")
            expect(servers == self.original, f"{claim}: the exports are as they were",
                   difference(servers, self.original))
        new = {path for path, data in kept.items() if data == self.wanted.get(path) and data != old.get(path)}
        total = sum(data != old.get(path) for path, data in self.wanted.items())
        self.moments["before" if not new else "after" if len(new) == total else "amid"] += 1
        return new

    def check_next(self, claim):
        """The next run completes, and nothing is left over."""
        result = subprocess.run(self.arguments, cwd=self.folder, capture_output=True)
        expect(result.returncode == self.code, f"{claim}: the next run ends as a clean one",
               (result.returncode, result.stderr[-600:]))
        now = contents(self.tree)
        expect(now == self.wanted, f"{claim}: the next run completes", difference(now, self.wanted))
        self.check_nothing_left(f"{claim}: the next run removes temporary files")

    def check_nothing_left(self, claim):
        left = list(self.folder.rglob(".ldapfix-*"))
        expect(not left, claim, [str(p.relative_to(self.folder)) for p in left])
        for file in left:
            file.unlink()

    def kill(self, claim):
        code = self.stop(signal.SIGKILL)
        expect(code in (-signal.SIGKILL, self.code), f"{claim}: exit code", code)
        self.check_whole(claim)
        self.check_report(claim, None)
        self.check_next(claim)

    def between_backup_and_result(self):
        """A kill may fall between the two; that is too short a moment to be hit by chance."""
        self.reset()
        file = next(path for path, new in sorted(self.wanted.items()) if new != self.original.get(path, new))
        os.link(self.tree / file, self.tree / f"{file}.bak")
        self.check_next(f"{self.way}: killed when {file} had its backup and was not yet replaced")

    def interrupt(self, claim):
        code = self.stop(signal.SIGINT)
        new = self.check_whole(claim)
        if code == -signal.SIGINT:
            # Before the program has said what to do on a signal; a shell shows this as 130 too.
            expect(not new, f"{claim}: nothing was done yet")
        else:
            expect(code in (130, self.code), f"{claim}: exit code", code)
            if new or code == self.code:
                self.check_report(claim, new, must_exist=True, is_done=code == self.code)
        self.check_nothing_left(f"{claim}: no temporary file is left")
        self.check_next(claim)

    def interrupt_twice(self, claim):
        code = self.stop(signal.SIGINT, signal.SIGINT)
        expect(code in (130, -signal.SIGINT, self.code), f"{claim}: exit code", code)
        self.check_whole(claim)
        self.check_report(claim, None)
        self.check_next(claim)

    def check_report(self, claim, new, must_exist=False, is_done=False):
        """A report is whole, and lists just what was done: `new`, where that is known."""
        path = self.folder / "report.json"
        if not path.exists():
            return expect(not must_exist, f"{claim}: there is a report")
        try:
            report = read(path)
        except ValueError as error:
            return expect(False, f"{claim}: the report is whole", error)
        expect(len(report["files"]) == report["totals"]["files"], f"{claim}: the report counts its files")
        if new is None:
            return
        root = self.tree.name
        written = {f["output"].removeprefix(f"{root}/") for f in report["files"] if f["action"] == "written"}
        # A report writes a name that is not UTF-8, or hurts, in a form of its own.
        plain = re.compile(r"[\w ./-]+", re.A)
        new = {p for p in new if plain.fullmatch(p) and not p.endswith(".bak")}
        written = {p for p in written if plain.fullmatch(p)}
        expect(written == new, f"{claim}: the report lists just what was done", sorted(written ^ new)[:5])
        expect(report["runs"][0]["isInterrupted"] != is_done, f"{claim}: the report says that it was stopped")


def try_kill(scratch):
    signals.heed()
    for medium, folder in (("in memory", Path("/dev/shm")), ("on disk", scratch)):
        place = Path(tempfile.mkdtemp(prefix="ldapfix-kill.", dir=folder))
        try:
            for way in ("--output-dir", "--in-place", "--in-place --backup"):
                try_way(place, way, medium)
        finally:
            shutil.rmtree(place)


def try_way(place, way, medium):
    killing = Killing(place, way)
    if "--backup" in way:
        killing.between_backup_and_result()
    for action, times in ((killing.kill, 100), (killing.interrupt, 30), (killing.interrupt_twice, 30)):
        try_action(killing, action, times, f"{action.__name__} {medium} {way}")


def try_action(killing, action, times, claim):
    """Does `action` so many times, and more until a quarter of `times` has hit a run with some files done."""
    killing.moments, killing.left_over, killing.seconds = {"before": 0, "amid": 0, "after": 0}, 0, []
    number = 0
    while number < times or killing.moments["amid"] * 4 < times and number < times * MOST:
        if number % ROUND == 0:
            # What else the machine does makes runs longer and shorter meanwhile.
            code = killing.measure()
            now = contents(killing.tree)
            expect(code == killing.code and now == killing.wanted, f"{claim}: a clean run does what the first one did",
                   (code, difference(now, killing.wanted)))
        action(f"{claim} {number}")
        number += 1
    print(f"{claim}: {number} times, {killing.moments['amid']} of them with some files done; "
          f"{killing.left_over} temporary files left; a run takes {min(killing.seconds):.2f} to "
          f"{max(killing.seconds):.2f} s", flush=True)
    expect(killing.moments["amid"] * 4 >= times, f"{claim}: runs at work are hit", killing.moments)
