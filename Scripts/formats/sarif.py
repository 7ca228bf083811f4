"""SARIF: the official schema, the fixes, the places, the fingerprints, and sarif-tools."""

import shutil
import sys
import urllib.parse
from pathlib import Path

from jsonschema import Draft7Validator, FormatChecker

from formats.fixes import by_bytes, by_columns, line_starts, region_units, replacements
from formats.inputs import CODECS, POLICIES
from formats.names import NAMES, RAW_NAME, hostile_folder
from formats.output import ldapfix, report, run, sarif
from formats.schemas import official_schema, problems, try_refusals
from trials.program import ROOT
from trials.samples import SAMPLES
from trials.tally import expect

WRONG = {
    "another version": lambda d: d.update(version="2.0.0"),
    "a result without a message": lambda d: d["runs"][0]["results"][0].pop("message"),
    "a level nobody knows": lambda d: d["runs"][0]["results"][0].update(level="fatal"),
    "something unknown in a place": lambda d: d["runs"][0]["results"][0]["locations"][0].update(place=1),
}


def try_sarif(folder, inputs, scratch):
    validator = Draft7Validator(official_schema(), format_checker=FormatChecker())
    Draft7Validator.check_schema(validator.schema)
    try_whole_log(validator)
    log = sarif(scratch / "empty")
    expect(not problems(validator, log) and log["runs"][0]["results"] == [], "SARIF of nothing is valid")
    for path in inputs:
        for policy in POLICIES:
            try_fixes(validator, path, policy)
        try_each_fix(path, path.read_bytes(), log=sarif(path.name, cwd=folder),
                     codec=CODECS[report(path.name, cwd=folder)["files"][0]["encoding"]], scratch=scratch)
    try_fingerprints(folder, scratch)
    try_suppressions(validator, folder, scratch)
    try_names_in_sarif(validator, scratch)
    try_sarif_tools(folder, scratch)


def uri_of(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def fingerprint_of(result):
    return result["partialFingerprints"]["connectorPlaceRule/v1"]


def try_whole_log(validator):
    log = sarif("Samples", cwd=ROOT, codes=(65,))
    expect(not problems(validator, log), "SARIF of the folder Samples is valid", problems(validator, log))
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    for result in log["runs"][0]["results"]:
        expect(rules[result["ruleIndex"]] == result["ruleId"], "ruleIndex names the rule", result)
        uri = uri_of(result)
        expect((ROOT / urllib.parse.unquote(uri)).is_file(), f"the URI {uri} names a file")
    expect(log["runs"][0]["columnKind"] == "utf16CodeUnits", "columns are UTF-16 code units")
    try_refusals(validator, log, WRONG, "the schema of SARIF refuses")


def try_fixes(validator, path, policy):
    """All fixes of a file together must give what 'ldapfix patch' writes."""
    contents, folder = path.read_bytes(), path.parent
    log = sarif(*policy, path.name, cwd=folder)
    expect(not problems(validator, log), f"SARIF of {path.name} is valid", problems(validator, log))
    findings = report(*policy, path.name, cwd=folder)["files"][0]
    codec = CODECS[findings["encoding"]]
    patched, _ = ldapfix("patch", "-q", *policy, path.name, "-", cwd=folder, text=False)
    changes = replacements(log)
    claim = f"{path.name} {' '.join(policy)}:"
    try:
        expect(by_bytes(contents, codec, changes) == patched, f"{claim} fixes by bytes")
        expect(by_columns(contents, codec, changes) == patched, f"{claim} fixes by columns")
    except (AssertionError, IndexError, UnicodeError) as error:
        expect(False, f"{claim} fixes can be applied", repr(error))
    edits = [(edit["region"], edit["replacement"]) for f in findings["findings"] for edit in f["edits"]]
    expect(by_bytes(contents, codec, edits) == patched, f"{claim} the JSON report's edits by bytes")
    try_regions(claim, contents, codec, log, findings)


def try_regions(claim, contents, codec, log, findings):
    """Bytes, UTF-16 columns and UTF-8 columns must all mean the same text."""
    text = contents.decode(codec)
    bare = text.removeprefix("\ufeff")
    units, starts = bare.encode("utf-16-le"), line_starts(bare)
    lines = bare.split("\n")
    for result, finding in zip(log["runs"][0]["results"], findings["findings"], strict=True):
        region, other = result["locations"][0]["physicalLocation"]["region"], finding["region"]
        start, end = region_units(region, starts)
        stored = contents[region["byteOffset"]:region["byteOffset"] + region["byteLength"]]
        expect(stored.decode(codec) == units[2 * start:2 * end].decode("utf-16-le"),
               f"{claim} a finding's bytes and columns mean the same", region)
        expect((other["line"], other["byteOffset"]) == (region["startLine"], region["byteOffset"]),
               f"{claim} JSON and SARIF agree on the place")
        before = lines[other["line"] - 1].encode()[:other["column"] - 1].decode()
        expect(len(before.encode("utf-16-le")) // 2 == region["startColumn"] - 1,
               f"{claim} JSON's columns are bytes of UTF-8", other)
        if finding["rule"] == "sign-and-seal-off" and finding["isCorrected"]:
            expect("sign-and-seal" in stored.decode(codec), f"{claim} the region is the option", stored)


def try_each_fix(path, contents, log, codec, scratch):
    """Each fix alone must cure its finding and bring no further one. Where element and parameter are two
    findings, curing one turns the other into `twin-disagrees`."""
    if len(contents) > 100_000:
        return
    alone = scratch / "alone.xml"
    all_of_them = [fingerprint_of(r) for r in log["runs"][0]["results"]]
    for result in log["runs"][0]["results"]:
        one = {"runs": [{"results": [result]}]}
        if not result.get("fixes"):
            continue
        alone.write_bytes(by_bytes(contents, codec, replacements(one)))
        left = [fingerprint_of(r) for r in sarif(alone)["runs"][0]["results"]]
        own = fingerprint_of(result)
        expect(own not in left and len(left) < len(all_of_them),
               f"{path.name}: a fix alone cures its finding", (own, left, all_of_them))


def try_fingerprints(folder, scratch):
    name = "several-connectors.xml"
    moved = scratch / "moved.xml"
    contents = (folder / name).read_bytes()
    moved.write_bytes(contents + b"<!-- -->\n" if b"?>" not in contents[:200]
                      else contents.replace(b"?>", b"?>\n<!-- moved -->\n", 1))
    prints = [[r["partialFingerprints"] for r in sarif(p)["runs"][0]["results"]] for p in (folder / name, moved)]
    expect(prints[0] == prints[1], "fingerprints do not come from positions")
    flat = [p["connectorPlaceRule/v1"] for p in prints[0]]
    expect(len(set(flat)) == len(flat), "fingerprints tell findings apart", flat)


def try_suppressions(validator, folder, scratch):
    baseline = scratch / "accepted.json"
    ldapfix("check", "-q", "--write-baseline", str(baseline), "credentials.xml", cwd=folder)
    log = sarif("--baseline", str(baseline), "credentials.xml", "mim.xml", cwd=folder)
    expect(not problems(validator, log), "SARIF with suppressions is valid", problems(validator, log))
    for result in log["runs"][0]["results"]:
        uri = uri_of(result)
        expect(("suppressions" in result) == (uri == "credentials.xml"), "what is accepted is suppressed", uri)
    uris = {uri_of(r) for r in log["runs"][0]["results"]}
    expect(uris == {"credentials.xml", "mim.xml"}, "nothing is dropped")
    _, code = ldapfix("check", "-q", "--baseline", str(baseline), "credentials.xml", cwd=folder)
    expect(code == 0, "a run passes whose findings are accepted")


def try_names_in_sarif(validator, scratch):
    folder = hostile_folder(scratch / "uris")
    log = sarif(".", cwd=folder)
    expect(not problems(validator, log), "SARIF of awkward names is valid", problems(validator, log))
    uris = {urllib.parse.unquote(uri_of(r)) for r in log["runs"][0]["results"]}
    expect(uris == set(NAMES), "URIs decode to the names", uris ^ set(NAMES))
    for name in NAMES:
        contents = (folder / name).read_bytes()
        patched, _ = ldapfix("patch", "-q", "--", f"./{name}", "-", cwd=folder, text=False)
        expect(by_bytes(contents, "utf-8", replacements(log, name)) == patched, f"fixes of {name!r}")
    shutil.copy(SAMPLES / "entra-connect.xml", folder / RAW_NAME)
    log = sarif(RAW_NAME, cwd=folder)
    uri = uri_of(log["runs"][0]["results"][0])
    expect(uri == "caf%E9.xml", "the URI of a name that is not UTF-8 has its bytes", uri)
    log = sarif(str(folder / NAMES[0]))
    uri = uri_of(log["runs"][0]["results"][0])
    expect(uri.startswith("file:///"), "an absolute path is a file URI", uri)


def try_sarif_tools(folder, scratch):
    tool = Path(sys.executable).parent / "sarif"
    log, _ = ldapfix("check", "-q", "--format", "sarif", ".", cwd=folder)
    (scratch / "all.sarif").write_text(log)
    totals = report(".", cwd=folder)["summary"]
    listed = run(tool, "ls", "all.sarif", cwd=scratch)
    expect(listed.returncode == 0 and b"all.sarif" in listed.stdout, "sarif ls", listed.stderr)
    summary = run(tool, "summary", "all.sarif", cwd=scratch)
    expect(summary.returncode == 0, "sarif summary", summary.stderr)
    for level in ("error", "warning", "note"):
        expect(f"{level}: {totals[level + 's']}".encode() in summary.stdout,
               f"sarif summary counts the {level}s", summary.stdout)
    checked = run(tool, "--check", "error", "summary", "all.sarif", cwd=scratch)
    expect(checked.returncode != 0, "sarif --check error sees errors")
