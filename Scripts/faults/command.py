"""A command of the program, the files that it starts with, and what must hold whatever fails."""

from run import ROOT

SAMPLE = (ROOT / "Samples/entra-connect.xml").read_bytes()
CORRECTED = (ROOT / "Samples/entra-connect.corrected.xml").read_bytes()
OTHER = (ROOT / "Samples/mim.xml").read_bytes()
OTHER_CORRECTED = (ROOT / "Samples/mim.corrected.xml").read_bytes()
OLD = b"what stood there before\n"


class Command:
    """A command line with its files.

    files     what stands in the folder before, by name
    links     symbolic links beside it, with what they lead to
    outputs   the names of what is written; "-" is standard output
    done      the exit code when nothing fails
    refused   the exit codes when something does: an input, an output, a read or write. 64 and 65 would blame
              the user and the data, 1 would give a verdict, and 70 is for memory alone
    changing  the file that the scenario "changes" appends to
    most_lines  how many lines of error there may be: one, or one for each input
    timed     outputs that are never twice the same, since they tell when they were made
    """

    done = 0
    refused = (66, 73, 74)
    changing = "in.xml"
    most_lines = 1
    links = {}
    timed = ()

    def __init__(self, name, arguments, files, outputs=()):
        self.name, self.arguments, self.files, self.outputs = name, arguments, files, outputs

    def problems(self, run):
        """What is not as it must be, whatever has failed."""
        if run.code is None:
            yield "it does not end"
            return
        yield from self.problems_of_files(run)
        if run.scenario.is_change:
            yield from self.problems_of_change(run)
            return
        yield from self.problems_of_temporaries(run)
        if run.scenario.signal:
            yield from self.problems_of_signal(run)
        elif run.died:
            if not run.scenario.may_end_program:
                yield f"it died of signal {-run.code}"
        else:
            yield from self.problems_of_end(run)

    def is_whole(self, name, content, run):
        """Whether `content` of an output is what stood there before, or what a run writes."""
        return content == self.files.get(name) or content == run.reference.get(name)

    def problems_of_files(self, run):
        for name, content in self.files.items():
            changed = run.scenario.is_change and name == self.changing
            if name not in self.outputs and not changed and run.files.get(name) != content:
                yield f"the input {name} is not as it was"
        if run.scenario.is_change:
            return
        for name in self.outputs:
            if name != "-" and not self.is_whole(name, run.files.get(name), run):
                yield f"the output {name} is torn: {len(run.files.get(name) or b'')} bytes"
        known = {*self.files, *self.outputs, *run.temporaries, *self.backups}
        for name in run.files.keys() - known:
            yield f"there is a file of no meaning: {name}"

    @property
    def backups(self):
        return [f"{name}.bak" for name in self.outputs if "--backup" in self.arguments and name.endswith(".xml")]

    def problems_of_temporaries(self, run):
        for name in run.temporaries:
            # One with an export in it: a report or a script is as readable as any new file.
            if run.files[name][:20] in (SAMPLE[:20], OTHER[:20]) and run.mode(name) & ~0o640:
                yield "a temporary file is more readable than the input"
        # Nobody can remove a file who is killed, has no memory, or is refused it. The last can empty it.
        if run.temporaries and not run.died:
            if not run.scenario.keeps_files:
                yield f"a temporary file stays: {run.temporaries}"
            elif any(run.files[name] for name in run.temporaries):
                yield f"a temporary file stays with what was in it: {run.temporaries}"

    def problems_of_signal(self, run):
        number = run.scenario.signal
        if run.code not in (self.done, 128 + number, -number):
            yield f"the exit code is {run.code}"
        if run.code == self.done:
            yield from self.problems_of_success(run)

    def problems_of_end(self, run):
        if run.code == self.done:
            yield from self.problems_of_success(run)
            return
        allowed = (*self.refused, 70) if run.scenario.is_memory else self.refused
        if run.code not in allowed:
            yield f"the exit code is {run.code}"
        if not run.error_lines:
            yield f"there is no line that says why: {run.errors!r}"
        if run.scenario.is_memory:
            # But for scripts, which are left out where a file failed.
            for line in run.error_lines:
                if "memory" not in line and ".ps1: " not in line:
                    yield f"it takes the lack of memory for another fault: {line!r}"
        yield from self.problems_of_failure(run)

    def problems_of_success(self, run):
        """It says that it is done: then it is."""
        for name in self.outputs:
            content = run.output if name == "-" else run.files.get(name)
            if name not in self.timed and content != run.reference.get(name):
                yield f"it says that it is done, and {name} is another"
        for backup in self.backups:
            if run.files.get(backup) != self.files[backup.removesuffix(".bak")]:
                yield "there is no backup"
        if run.error_lines:
            yield f"it says that it is done, and {run.error_lines}"

    def problems_of_failure(self, run):
        """It says that it has failed, in one line for each file: then nothing is new."""
        if len(run.error_lines) > self.most_lines:
            yield f"there are too many lines of error: {run.errors!r}"
        for name in self.outputs:
            if name != "-" and run.files.get(name) != self.files.get(name) and not run.scenario.keeps_files:
                yield f"it failed, and {name} is another"

    def problems_of_change(self, run):
        """Somebody wrote a byte to an input: what was read is whole, or the change is noticed."""
        if run.code not in (self.done, 74):
            yield f"the exit code is {run.code}: {run.errors!r}"


class Refusal(Command):
    """An output would take the place of an input, or stand elsewhere than it says: nothing is written.

    The files are inputs, so that they are whole is looked at. Where it cannot be told which file is which,
    the command fails with another code.
    """

    def __init__(self, name, arguments, files, links=None, done=64):
        super().__init__(name, arguments, files)
        self.links, self.done = links or {}, done
        # A batch goes on past the files of which it cannot tell.
        self.refused = (*Command.refused, 1) if arguments[0] == "batch" else Command.refused

    def problems_of_success(self, run):
        if len(run.error_lines) != 1:
            yield f"there is not one line of error: {run.errors!r}"
