"""The JSON reports of batch."""

import json


def read(path):
    return json.loads(path.read_text())


def told(report, in_order=True):
    """What a JSON report says, but for times and for the division into runs."""
    files = [{k: v for k, v in file.items() if k not in ("milliseconds", "run")} for file in report["files"]]
    return {"version": report["version"], "totals": report["totals"],
            "files": files if in_order else sorted(files, key=lambda f: f["path"])}
