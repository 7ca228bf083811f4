"""What a trial needs beside Python: packages of Debian, and packages of Python in an environment of their own."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from trials.program import ROOT

MARK = "LDAPFIX_TRIAL"


def require(*needs):
    """Installs what Scripts/requirements understands, or fails naming it."""
    install = '. "$1/Scripts/requirements" && shift && require "$@"'
    subprocess.run(["bash", "-c", install, "-", ROOT, *needs], check=True)


def is_prepared():
    """Whether `run_prepared` has started this process."""
    return os.environ.get(MARK) == "prepared"


def run_prepared(packages, needs=(), alone=()):
    """Runs this script again where `packages` can be imported, and gives its exit code. The environment is
    temporary, or the folder that LDAPFIX_VENV names. `alone` are packages that are taken without what they
    depend on."""
    kept = os.environ.get("LDAPFIX_VENV")
    folder = kept or tempfile.mkdtemp(prefix="ldapfix-venv.")
    try:
        require("python3-venv=python3 -c 'import ensurepip'", *needs)
        python = Path(folder, "bin/python")
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, *packages], check=True)
        if alone:
            subprocess.run([*install, "--no-deps", *alone], check=True)
        return subprocess.run([python, *sys.argv], env=os.environ | {MARK: "prepared"}).returncode
    finally:
        if not kept:
            shutil.rmtree(folder)
