"""The templates, and mistakes in them that PowerShell would show only when it runs."""

import re

from powershell.plan import read_plan
from powershell.syntax import kind, parse, text, walk
from powershell.text import check_text
from trials.program import ROOT
from trials.tally import expect

TEMPLATES = ROOT / "Sources/Emitter/PowerShell"
TESTS = ROOT / "Tests/PowerShell"
# Every command that a template may use beside its own functions: full names only, so an alias is not in it.
COMMANDS = set("""
Add-Member ForEach-Object Format-Table Get-ChildItem Get-Command Get-Date Get-FileHash Get-Module Get-Service
Import-Module Join-Path New-Object Out-String Restart-Service Set-StrictMode Sort-Object Start-Sleep Test-Path
Where-Object Write-Information Write-Progress Write-Verbose Write-Warning
Add-ADSyncConnector Get-ADSyncConnector Get-ADSyncConnectorRunStatus Get-ADSyncScheduler
Get-ADSyncServerConfiguration Set-ADSyncScheduler Export-MIISServerConfig Import-MIISServerConfig
""".split())
READ_ONLY = {"Get-ADSyncConnector"}
VERBS = set("""
Add Assert Backup Compare ConvertFrom ConvertTo Edit Export Find Format Get Import Invoke Resolve Resume Save
Select Show Suspend Test Wait Write
""".split())
AUTOMATIC = set("""
_ null true false args plan psboundparameters pscmdlet psscriptroot lastexitcode confirmpreference
informationpreference whatifpreference erroractionpreference
""".split())


def check_template(name, content, root):
    words = content.decode("ascii")
    expect(len(re.findall(r"(?m)^#(?:end)?region Plan\r$", words)) == 2, f"{name} has its region for the plan")
    expect(not re.search(r"[ ]\r\n", words), f"{name} has no space at the end of a line")
    strict = ("#requires -Version 5.1", "Set-StrictMode -Version Latest", "$ErrorActionPreference = 'Stop'")
    expect(all(s in words for s in strict), f"{name} is strict")
    expect(not re.search(r"-(?:eq|ne) \$null", words), f"{name} compares with $null on the left")
    for section in ["SYNOPSIS", "DESCRIPTION", "PARAMETER", "EXAMPLE", "NOTES"]:
        expect(f"\r\n.{section}" in words, f"{name} has help: {section}")
    check_functions(name, words, root)
    own = parameters(next(c for c in root.children if c.type == "param_block"))
    check_parameters(name, words, own)
    check_variables(name, root, own)
    for string in kind(root, "expandable_string_literal"):
        # "$name: x" is an error, and "$name:x" another variable.
        wrong = re.findall(r"\$(?!env:)\w+:", text(string))
        expect(not wrong, f"{name}: no colon behind a variable in a string", wrong)
    for table in kind(root, "hash_literal_body"):
        keys = [text(next(kind(e, "key_expression"))).lower() for e in table.children if e.type == "hash_entry"]
        expect(len(keys) == len(set(keys)), f"{name}: no key twice in a table", keys)


def check_functions(name, words, root):
    """Functions are used, and called as they are declared; other commands are known ones."""
    functions = {}
    for function in kind(root, "function_statement"):
        block = next(kind(function, "param_block"), None)
        names = [] if block is None else parameters(block)
        functions[text(next(kind(function, "function_name")))] = names
    for function in functions:
        expect(function.split("-")[0] in VERBS, f"{name}: {function} has an approved verb")
        uses = len(re.findall(rf"(?<![\w-]){function}(?![\w-])", words))
        expect(uses > 1, f"{name}: {function} is used")
    used = set()
    for command in kind(root, "command"):
        if (head := next(kind(command, "command_name"), None)) is None:
            continue  # & $program
        used.add(text(head))
        if text(head) in functions:
            check_call(name, command, text(head), functions[text(head)])
    unknown = used - COMMANDS - set(functions)
    expect(not unknown, f"{name} uses known commands in full", sorted(unknown))
    if name == "Audit.ps1":
        changing = {c for c in used & COMMANDS if re.search(r"ADSync|Service|MIIS", c)} - READ_ONLY
        expect(not changing, f"{name} only reads", changing)


def check_parameters(name, words, own):
    """The parameters of the script are documented and used."""
    documented = re.findall(r"(?m)^\.PARAMETER (\w+)\r$", words)
    expect(documented == own, f"{name} documents its parameters", f"{documented} {own}")
    body = re.sub(r"(?s)<#.*?#>", "", words)
    for parameter in own:
        expect(len(re.findall(rf"\${parameter}\b", body)) > 1, f"{name} uses -{parameter}")


def parameters(block):
    # By text, since the grammar takes a default and what follows its comma for one list. All have types.
    return re.findall(r"\] \$(\w+)", text(block))


def check_call(name, command, function, names):
    lower = [n.lower() for n in names]
    given, positional, after_name = [], 0, False
    elements = next((c for c in command.children if c.type == "command_elements"), None)
    for element in [] if elements is None else elements.children:
        if element.type == "command_argument_sep":
            continue
        if element.type == "command_parameter":
            given.append(text(element)[1:].lower())
            after_name = True
        else:
            positional += not after_name
            after_name = False
    line = command.start_point[0] + 1
    expect(set(given) <= set(lower), f"{name}:{line}: {function} has the parameters {given}")
    expect(positional + len(given) <= len(names), f"{name}:{line}: {function} takes {positional} arguments")
    expect(positional < 3, f"{name}:{line}: {function} is called by names where it has many")


def check_variables(name, root, own):
    """Every variable that is read is set: in the same function, or in the script."""
    def assigned(scope):
        found = set()
        for node in walk(scope):
            if node.type == "param_block":
                found |= {p.lower() for p in parameters(node)}
            elif node.type in ("left_assignment_expression", "foreach_statement"):
                variable = next((v for v in walk(node) if v.type == "variable"), None)
                if variable is not None:
                    found.add(text(variable).lstrip("$").lower())
        return found

    functions = list(kind(root, "function_statement"))
    inside = {n.id for f in functions for n in walk(f)}
    for scope in [root, *functions]:
        known = AUTOMATIC | assigned(scope) | {p.lower() for p in own if scope == root}
        unknown = set()
        for node in kind(scope, "variable"):
            if scope == root and node.id in inside:
                continue
            word = text(node).strip("$@{}")
            if ":" in word:
                unknown |= set() if word.startswith("env:") else {word}
            elif word.lower() not in known:
                unknown.add(word)
        where = "the script" if scope == root else text(next(kind(scope, "function_name")))
        expect(not unknown, f"{name}: {where} sets what it reads", sorted(unknown))


def try_templates():
    for name in ["EntraConnect.ps1", "Audit.ps1", "MIM.ps1"]:
        content = (TEMPLATES / name).read_bytes()
        check_text(name, content)
        check_template(name, content, parse(name, content))
        plan = read_plan(name, content)
        expect(plan and plan["Exports"] == plan["Connectors"] == [], f"{name} has an empty plan")
    for file in sorted(TESTS.iterdir()):
        parse(file.name, file.read_bytes())
