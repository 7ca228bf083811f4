"""The JSON report of batch against its schema, its own sums and the files it speaks of."""

import hashlib
import json
import shutil

from jsonschema import Draft202012Validator, FormatChecker

from formats.names import hostile_folder
from formats.output import ldapfix
from formats.schemas import own_schema, problems, try_refusals
from trials.samples import SAMPLES, left_for_a_person
from trials.tally import expect

WAYS = [
    ["--dry-run"], ["--dry-run", "--harden", "--ssl-bind", "replace"], ["--output-dir", "out"],
    ["--output-dir", "out"], ["--output-dir", "copies", "--copy-others", "--jobs", "1"],
    *[["--dry-run", "--shard", f"{part}/3"] for part in (1, 2, 3)],
]


def try_batch_report(folder, scratch):
    schema = own_schema("batch")
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    place = scratch / "batch"
    place.mkdir()
    documents = make_reports(place, folder, scratch / "empty")
    for name, document in documents.items():
        expect(not problems(validator, document), f"the report of batch {name} is valid", problems(validator, document))
        check_sums(name, document)
        check_digests(name, document, place)
    check_completeness(schema, documents)
    try_refusals(validator, documents["--output-dir out (2)"], WRONG, "the schema of batch refuses")


def make_reports(place, folder, empty):
    """Reports by the options of the run: of every way to run, of several runs, and of nothing."""
    (place / "simple.xml").write_text(left_for_a_person())
    inputs = ["simple.xml", str(folder), str(SAMPLES / "refused"), str(hostile_folder(place / "names")), str(empty)]
    (place / "out").mkdir()
    (place / "out/simple.xml").write_text("of an earlier run")
    documents = {}
    for number, way in enumerate(WAYS):
        ldapfix("batch", "-q", *inputs, "missing", *way, "--report", f"{number}.json", cwd=place)
        documents[f"{' '.join(way)} ({number})"] = json.loads((place / f"{number}.json").read_text())
    ldapfix("batch", "-q", str(empty), "--dry-run", "--report", "none.json", cwd=place)
    documents["nothing"] = json.loads((place / "none.json").read_text())
    names = [f"{number}.json" for number in range(len(WAYS))]
    ldapfix("report", *names, "--report", "merged.json", cwd=place, codes=(0,))
    documents["all, merged"] = json.loads((place / "merged.json").read_text())
    in_place = shutil.copytree(folder, place / "copy")
    ldapfix("batch", "-q", "--in-place", str(in_place), "--report", "in-place.json", cwd=place)
    documents["--in-place"] = json.loads((place / "in-place.json").read_text())
    return documents


def places_in(files):
    return [place for file in files for connector in file["connectors"] for place in connector["places"]]


def check_sums(name, document):
    totals, files = document["totals"], document["files"]
    places = places_in(files)
    sums = {"files": len(files), "connectors": sum(len(f["connectors"]) for f in files), "places": len(places),
            "values": sum(f["values"] for f in files), "bytes": sum(f.get("size", 0) for f in files)}
    sums |= {key: sum(f["outcome"] == key for f in files)
             for key in ("corrected", "correctable", "secure", "left", "other", "failed")}
    sums |= {key: sum(f["action"] == key for f in files) for key in ("written", "copied", "upToDate", "stale")}
    sums |= {f"places{key}": sum(p["state"] == key.lower() for p in places)
             for key in ("Corrected", "Correctable", "Left", "TLS")}
    expect(totals == sums, f"the report of batch {name} adds up", (totals, sums))


def check_digests(name, document, place):
    for file in document["files"]:
        digests = [(file.get("sha256After"), file.get("output"))] if file["action"] != "stale" else []
        if name != "--in-place":
            digests.append((file.get("sha256"), file["path"]))
        for digest, path in digests:
            if digest and path and (place / path).is_file():
                found = hashlib.sha256((place / path).read_bytes()).hexdigest()
                expect(found.upper() == digest, f"the report of batch {name}: the digest of {path!r}")


def check_completeness(schema, documents):
    """The reports together must show every word that the schema knows, or it was not tried."""
    files = [file for document in documents.values() for file in document["files"]]
    places = places_in(files)
    seen = {("file", key): {f[key] for f in files} for key in ("outcome", "action")}
    seen |= {("place", key): {p[key] for p in places} for key in ("state", "kind")}
    seen |= {("finding", "rule"): {g["rule"] for f in files for g in f["findings"]}}
    for (of, key), words in seen.items():
        known = set(schema["$defs"][of]["properties"][key]["enum"])
        expect(words == known, f"the reports of batch show every {key}", known ^ words)


def corrected(document):
    return next(file for file in document["files"] if file["outcome"] == "corrected")


def failed(document):
    return next(file for file in document["files"] if file["outcome"] == "failed")


WRONG = {
    "another version": lambda d: d.update(version=2),
    "no runs": lambda d: d.pop("runs"),
    "a file of no run": lambda d: d["files"][0].pop("run"),
    "no totals": lambda d: d.pop("totals"),
    "something unknown at the top": lambda d: d.update(more=1),
    "something unknown in a run": lambda d: d["runs"][0].update(more=1),
    "something unknown in a file": lambda d: d["files"][0].update(more=1),
    "something unknown in a connector": lambda d: corrected(d)["connectors"][0].update(more=1),
    "something unknown in a place": lambda d: corrected(d)["connectors"][0]["places"][0].update(more=1),
    "something unknown in a finding": lambda d: corrected(d)["findings"][0].update(more=1),
    "something unknown in an excerpt": lambda d: corrected(d)["excerpts"][0].update(more=1),
    "something unknown in a failure": lambda d: failed(d)["failure"].update(more=1),
    "something unknown in the totals": lambda d: d["totals"].update(more=1),
    "a mode nobody knows": lambda d: d["runs"][0].update(mode="dry-run"),
    "a part 0": lambda d: d["runs"][0].update(shard="0/2"),
    "a time without a zone": lambda d: d["runs"][0].update(started="2026-01-02T03:04:05"),
    "an outcome nobody knows": lambda d: d["files"][0].update(outcome="done"),
    "a failed file without a reason": lambda d: failed(d).pop("failure"),
    "a failed file that was written": lambda d: failed(d).update(action="written", output="x"),
    "a reason that did not fail": lambda d: corrected(d).update(failure={"message": "x"}),
    "a result without a path": lambda d: corrected(d).pop("output"),
    "a correction of no value": lambda d: corrected(d).update(values=0),
    "a correction that was copied": lambda d: corrected(d).update(action="copied"),
    "a digest in small letters": lambda d: corrected(d).update(sha256="a" * 64),
    "a size below 0": lambda d: corrected(d).update(size=-1),
    "a line 0": lambda d: corrected(d)["findings"][0].update(line=0),
    "a total with a fraction": lambda d: d["totals"].update(files=1.5),
}
