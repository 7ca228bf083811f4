"""What ldapfix prints, and what other programs do with it."""

import json
import os
import subprocess

from trials import program


def ldapfix(*arguments, text=True, **options):
    """Runs ldapfix and gives its standard output and its exit code."""
    result = program.ldapfix(*arguments, **options)
    return (result.stdout.decode("utf-8") if text else result.stdout), result.returncode


def run(*arguments, cwd, input=None):
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CEILING_DIRECTORIES": str(cwd)}
    return subprocess.run(arguments, cwd=cwd, input=input, capture_output=True, env=environment)


def report(*arguments, **options):
    output, code = ldapfix("check", "-q", "--format", "json", *arguments, **options)
    return json.loads(output)


def sarif(*arguments, **options):
    output, code = ldapfix("check", "-q", "--format", "sarif", *arguments, **options)
    return json.loads(output)
