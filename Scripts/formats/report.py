"""The JSON reports of check and diff against their schema, which must refuse what is wrong."""

import json

from jsonschema import Draft202012Validator

from formats.inputs import POLICIES
from formats.names import NAMES, hostile_folder
from formats.output import ldapfix, report, sarif
from formats.schemas import own_schema, problems, try_refusals
from trials.program import ROOT
from trials.tally import expect


def try_report(folder, inputs, baseline, scratch):
    validator = Draft202012Validator(own_schema("report"))
    documents = make_documents(folder, inputs, baseline, scratch)
    expect(documents["accepted"]["summary"]["accepted"] > 0, "findings are accepted")
    expect({f["path"].removeprefix("./") for f in documents["names"]["files"]} == set(NAMES),
           "the JSON report has the names")
    for name, document in documents.items():
        expect(not problems(validator, document), f"the JSON report of {name} is valid",
               problems(validator, document))
        check_sums(name, document)
    rules = sarif(scratch / "empty")["runs"][0]["tool"]["driver"]["rules"]
    for schema in map(own_schema, ("report", "baseline", "batch")):
        expect(schema["$defs"]["finding"]["properties"]["rule"]["enum"] == [rule["id"] for rule in rules],
               f"{schema['title']}: the schema knows the rules")
    try_refusals(validator, documents["credentials.xml"], WRONG, "the report's schema refuses")


def make_documents(folder, inputs, baseline, scratch):
    """Reports by what they are about."""
    documents = {"Samples": report("Samples", cwd=ROOT, codes=(65,)), "nothing": report(scratch / "empty")}
    for policy in POLICIES:
        documents[f"all {policy}"] = report(*policy, ".", cwd=folder)
    for name in [path.name for path in inputs if path.stat().st_size < 100_000]:
        documents[name] = report(name, cwd=folder)
        difference, _ = ldapfix("diff", "-q", "--format", "json", name, cwd=folder)
        documents[f"diff {name}"] = json.loads(difference)
    documents["accepted"] = report("--baseline", str(baseline), ".", cwd=folder)
    documents["names"] = report(".", cwd=hostile_folder(scratch / "json-names"))
    return documents


def check_sums(name, document):
    findings = [f for file in document["files"] for f in file["findings"]]
    summary = document["summary"]
    for level in ("error", "warning", "note"):
        number = sum(f["level"] == level and not f["isAccepted"] for f in findings)
        expect(summary[level + "s"] == number, f"{name}: the summary counts the {level}s", summary)
    expect(summary["accepted"] == sum(f["isAccepted"] for f in findings), f"{name}: what is accepted")
    expect(summary["files"] == len(document["files"]), f"{name}: the summary counts the files")


def finding(document):
    return document["files"][0]["findings"][0]


def partition(document):
    return next(f["place"] for f in document["files"][0]["findings"] if f["place"]["kind"] == "partition")


WRONG = {
    "another version": lambda d: d.update(version=2),
    "a version that is text": lambda d: d.update(version="1"),
    "no version": lambda d: d.pop("version"),
    "no files": lambda d: d.pop("files"),
    "no summary": lambda d: d.pop("summary"),
    "something unknown at the top": lambda d: d.update(more=1),
    "something unknown in a file": lambda d: d["files"][0].update(more=1),
    "something unknown in a finding": lambda d: finding(d).update(more=1),
    "something unknown in a place": lambda d: finding(d)["place"].update(more=1),
    "something unknown in a region": lambda d: finding(d)["region"].update(more=1),
    "something unknown in an edit": lambda d: finding(d)["edits"][0].update(more=1),
    "something unknown in the summary": lambda d: d["summary"].update(more=1),
    "a rule nobody knows": lambda d: finding(d).update(rule="sign-and-seal"),
    "a level nobody knows": lambda d: finding(d).update(level="fatal"),
    "a fingerprint in capitals": lambda d: finding(d).update(fingerprint="0D45549B8F705963"),
    "an accepted that is a number": lambda d: finding(d).update(isAccepted=0),
    "a line 0": lambda d: finding(d)["region"].update(line=0),
    "a length below 0": lambda d: finding(d)["region"].update(byteLength=-1),
    "an offset with a fraction": lambda d: finding(d)["region"].update(byteOffset=1.5),
    "a correction without edits": lambda d: finding(d).update(edits=[]),
    "edits without a correction": lambda d: finding(d).update(isCorrected=False),
    "a forest with a partition": lambda d: finding(d)["place"].update(partition="DC=contoso,DC=com"),
    "a partition without a name": lambda d: partition(d).pop("partition"),
    "a product nobody knows": lambda d: finding(d)["connector"].update(product="fim"),
    "a product that is null": lambda d: finding(d)["connector"].update(product=None),
}
