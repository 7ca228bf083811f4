"""`ldapfix patch`: to another file, onto the file itself, with a script."""

from command import CORRECTED, OLD, SAMPLE, Command, Refusal

# A file that is written in several pieces.
LARGE = SAMPLE + b" " * 6_000_000


class Patch(Command):
    corrected = CORRECTED

    def is_whole(self, name, content, run):
        if name == "out.xml" and content not in (None, OLD) and run.mode(name) & ~0o640:
            return False
        return super().is_whole(name, content, run)

    def problems_of_success(self, run):
        yield from super().problems_of_success(run)
        if "out.xml" in self.outputs and run.files.get("out.xml") != self.corrected:
            yield "it says that it is done, and the output is not the sample's"

    def problems_of_change(self, run):
        yield from super().problems_of_change(run)
        changed = self.files["in.xml"] + b" "
        if run.files.get("in.xml") != changed:
            yield "the input is torn"
        if run.files.get("out.xml") not in (None, OLD, self.corrected, self.corrected + b" "):
            yield "the output is torn"


class PatchLarge(Patch):
    corrected = CORRECTED + LARGE[len(SAMPLE):]


class PatchInPlace(Command):
    def problems_of_files(self, run):
        yield from super().problems_of_files(run)
        source, backup = run.files.get("in.xml"), run.files.get("in.xml.bak")
        if not run.scenario.is_change:
            if backup not in (None, SAMPLE):
                yield "the backup is torn"
            if source == CORRECTED and backup != SAMPLE:
                yield "it was corrected without a backup"

    def problems_of_failure(self, run):
        yield from super().problems_of_failure(run)
        if "in.xml.bak" in run.files and not run.scenario.keeps_files:
            yield "it failed, and the backup stays"

    def problems_of_change(self, run):
        yield from super().problems_of_change(run)
        # Not overwritten, unless the byte came before the file was read. What is written to a file in the
        # instant before it is replaced is in the backup, which is that file.
        source, changed = run.files.get("in.xml"), SAMPLE + b" "
        if source not in (changed, CORRECTED + b" ", CORRECTED):
            yield "the input is torn"
        if source == CORRECTED and run.files.get("in.xml.bak") != changed:
            yield "what was written meanwhile is lost"


COMMANDS = [
    Patch("over", ["patch", "in.xml", "out.xml"], {"in.xml": SAMPLE, "out.xml": OLD}, ["out.xml"]),
    PatchInPlace("in-place", ["patch", "--in-place", "--backup", "in.xml"], {"in.xml": SAMPLE}, ["in.xml"]),
    PatchLarge("large", ["patch", "in.xml", "out.xml"], {"in.xml": LARGE}, ["out.xml"]),
    Patch("script", ["patch", "--script", "apply.ps1", "in.xml", "out.xml"], {"in.xml": SAMPLE},
          ["out.xml", "apply.ps1"]),
    Refusal("patch-itself", ["patch", "in.xml", "other.xml"], {"in.xml": SAMPLE}, {"other.xml": "in.xml"}),
    Refusal("script-itself", ["patch", "--script", "./in.xml", "in.xml", "out.xml"], {"in.xml": SAMPLE}),
]
