"""One run of the program with one fault, in a folder of its own."""

import contextlib
import errno
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60


class Machine:
    """The program, the library that makes calls fail, and a folder for both."""

    def __init__(self, program, scratch):
        self.program = str(program)
        self.folder = scratch / "run"
        self.mark = scratch / "mark"
        self.library = scratch / "faults.so"
        self.references = {}
        subprocess.run(["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", self.library,
                        ROOT / "Tests/Faults/faults.c", "-ldl"], check=True)

    def lay_out(self, command):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, content in command.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            # Not what a new file gets by itself, so that what is more readable is seen.
            path.chmod(0o640)
            with contextlib.suppress(OSError):
                os.setxattr(path, "user.origin", b"contoso.com")

        for name, target in command.links.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            (self.folder / name).symlink_to(target)

    def start(self, command, environment):
        """Runs the command where it was laid out. The exit code is None where it does not end."""
        try:
            result = subprocess.run(
                [self.program, *command.arguments], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
                env={"PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no", **environment}, timeout=SECONDS)
        except subprocess.TimeoutExpired as late:
            return None, late.stdout or b"", (late.stderr or b"").decode(errors="replace")
        return result.returncode, result.stdout, result.stderr.decode(errors="replace")

    def reference(self, command):
        """What the command writes when nothing fails: its files by name, and "-" for standard output."""
        if command.name not in self.references:
            self.lay_out(command)
            code, output, errors = self.start(command, {})
            if code != command.done:
                raise SystemExit(f"{command.name} does not even work untouched: {code}\n{errors}")
            self.references[command.name] = {**contents(self.folder), "-": output}
        return self.references[command.name]


class Run:
    """A run, and what it has left behind."""

    def __init__(self, machine, scenario, command, mode, number):
        self.name = f"{scenario.name}:{command.name}:{mode}:{number}"
        self.scenario, self.command = scenario, command
        self.reference = machine.reference(command)
        machine.lay_out(command)
        machine.mark.unlink(missing_ok=True)
        kind = scenario.kind
        self.environment = {
            "LD_PRELOAD": str(machine.library), "FAULT_CALL": scenario.call, "FAULT_AT": str(number),
            "FAULT_MODE": mode, "FAULT_KIND": str(getattr(errno, kind)) if kind in dir(errno) else kind,
            "FAULT_MARK": str(machine.mark), "FAULT_FILE": command.changing}
        self.code, self.output, self.errors = machine.start(command, self.environment)
        self.happened = machine.mark.exists()
        self.folder = machine.folder
        self.files = contents(self.folder)
        self.machine = machine

    @property
    def died(self):
        return self.code is None or self.code < 0

    @property
    def error_lines(self):
        """The lines that say what failed; warnings are none."""
        return [line for line in self.errors.splitlines()
                if line.startswith("ldapfix: ") and " warning: " not in line and " note: " not in line]

    @property
    def temporaries(self):
        return sorted(name for name in self.files if Path(name).name.startswith(".ldapfix-"))

    def mode(self, name):
        return (self.folder / name).stat().st_mode & 0o777

    def again(self):
        """Runs the same command once more where the first has left it, untouched. Gives the exit code."""
        code, _, _ = self.machine.start(self.command, {})
        self.files = contents(self.folder)
        return code


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()}
