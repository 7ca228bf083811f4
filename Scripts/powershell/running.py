"""The scripts in PowerShell itself, where there is one: run against simulated modules, parsed, and analysed."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from powershell.emitted import emitted
from powershell.templates import TEMPLATES, TESTS
from trials.program import ROOT
from trials.tally import counts, expect, skip


def find_powershell():
    for place in [ROOT.parent / "shared/pwsh", ROOT.parent / "shared/pwsh/pwsh"]:
        if place.is_file() and os.access(place, os.X_OK):
            return str(place)
    return shutil.which("pwsh")


def try_running():
    pwsh = find_powershell()
    if pwsh is None:
        skip("there is no PowerShell on this machine: no script was run against the simulated modules")
        skip("there is no PowerShell on this machine: PSScriptAnalyzer was not run")
        return
    plain = [pwsh, "-NoLogo", "-NoProfile", "-NonInteractive"]
    try_simulated(plain)
    try_parsing(plain)
    try_analyzer(plain)


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True)


def is_silent(done):
    return done.returncode == 0 and not done.stdout.strip()


def try_simulated(plain):
    """Tests/PowerShell counts for itself."""
    done = run(*plain, "-File", TESTS / "Run.ps1")
    print(done.stdout, end="")
    numbers = re.search(r"(?m)^(\d+) passed, (\d+) failed$", done.stdout)
    if expect(numbers is not None, "the scripts run against the simulated modules", done.stderr[-2000:]):
        counts["passed"] += int(numbers[1])
        counts["failed"] += int(numbers[2])


def try_parsing(plain):
    with tempfile.TemporaryDirectory(prefix="ldapfix-emitted.") as scratch:
        for number, content in enumerate(emitted.values()):
            Path(scratch, f"{number}.ps1").write_bytes(content)
        parse_all = (
            f"foreach ($file in Get-ChildItem -LiteralPath '{scratch}') {{ $tokens = $null; $errors = $null;"
            " $null = [System.Management.Automation.Language.Parser]::ParseFile("
            "$file.FullName, [ref] $tokens, [ref] $errors); $errors }")
        done = run(*plain, "-Command", parse_all)
    expect(is_silent(done), "PowerShell itself parses every emitted script", done.stdout + done.stderr)


def try_analyzer(plain):
    analyze = (
        "if (Get-Module -ListAvailable -Name PSScriptAnalyzer) {"
        f" Invoke-ScriptAnalyzer -Path '{TEMPLATES}' | Format-List -Property ScriptName, Line, RuleName, Message"
        " } else { 'missing' }")
    done = run(*plain, "-Command", analyze)
    if done.stdout.strip() == "missing":
        skip("there is no PSScriptAnalyzer: its rules were not tried")
    else:
        expect(is_silent(done), "PSScriptAnalyzer has nothing to say", done.stdout + done.stderr)
