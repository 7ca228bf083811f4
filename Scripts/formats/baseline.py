"""The baseline against its schema, which must refuse what is wrong; where the program must too, it is asked."""

import copy
import json

from jsonschema import Draft202012Validator

from formats.output import ldapfix
from formats.schemas import own_schema, problems, try_refusals
from trials.tally import expect

# What neither takes.
WRONG = {
    "another version": lambda d: d.update(version=2),
    "no version": lambda d: d.pop("version"),
    "no findings": lambda d: d.pop("findings"),
    "a finding without a rule": lambda d: d["findings"][0].pop("rule"),
    "a place that is a number": lambda d: d["findings"][0].update(place=1),
}
# What the program lets pass.
ODD = {
    "something unknown": lambda d: d.update(more=1),
    "something unknown in a finding": lambda d: d["findings"][0].update(more=1),
    "a finding twice": lambda d: d["findings"].append(d["findings"][0]),
    "a rule nobody knows": lambda d: d["findings"][0].update(rule="x"),
    "a place nobody knows": lambda d: d["findings"][0].update(place="tree"),
}


def try_baseline(folder, baseline, scratch):
    validator = Draft202012Validator(own_schema("baseline"))
    good = json.loads(baseline.read_text())
    expect(not problems(validator, good), "the baseline is valid", problems(validator, good))
    expect(len(good["findings"]) > 1, "the baseline has findings")
    nothing = json.loads(write_baseline(scratch / "nothing.json", "secure.xml", folder).read_text())
    expect(not problems(validator, nothing), "an empty baseline is valid")
    try_refusals(validator, good, WRONG | ODD, "the baseline's schema refuses")
    for change in WRONG.values():
        wrong = copy.deepcopy(good)
        change(wrong)
        (scratch / "wrong.json").write_text(json.dumps(wrong))
        ldapfix("check", "-q", "--baseline", str(scratch / "wrong.json"), ".", cwd=folder, codes=(65,))


def write_baseline(path, exports, folder):
    """Accepts all findings in the exports, and gives the path of the baseline."""
    ldapfix("check", "-q", "--write-baseline", str(path), exports, cwd=folder)
    return path
