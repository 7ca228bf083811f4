"""The ldapfix that is tried."""

import os
import shutil
import subprocess
from pathlib import Path

from trials.tally import expect

ROOT = Path(__file__).resolve().parent.parent.parent
# Set by `choose`, once, before anything is tried.
path = ""


def choose(given=None, copied_to=None):
    """Takes the program `given`, or builds one. A copy in a folder is safe from a build meanwhile."""
    global path
    if not given:
        subprocess.run([ROOT / "Scripts/ldapfix", "--version"], check=True, stdout=subprocess.DEVNULL)
    chosen = Path(given or ROOT / ".build/release/ldapfix").resolve()
    path = str(shutil.copy(chosen, copied_to / "ldapfix") if copied_to else chosen)


def ldapfix(*arguments, cwd=None, codes=(0, 1)):
    """Runs ldapfix, which must exit with one of `codes`; gives what subprocess.run gives, in bytes."""
    result = subprocess.run([path, *arguments], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL)
    shown = " ".join(map(os.fsdecode, arguments))
    expect(result.returncode in codes, f"ldapfix {shown!r} exits with one of {codes}",
           f"{result.returncode}: {os.fsdecode(result.stderr)}")
    return result
