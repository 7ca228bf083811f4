"""Takes the action's step out of action.yml.

    step.py ACTION FOLDER

Writes what it runs to FOLDER/step, and the names of the action's outputs to FOLDER/names. Fails where an input
or an output of the action is not the step's.
"""

import re
import sys
from pathlib import Path

import yaml

action = yaml.safe_load(Path(sys.argv[1]).read_text())
folder = Path(sys.argv[2])
[step] = action["runs"]["steps"]
(folder / "step").write_text(step["run"])
inputs = set()
for name, value in step["env"].items():
    inputs.add(re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)[1])
    assert name == "LDAPFIX_" + value[11:-3].upper().replace("-", "_"), name
assert inputs == set(action["inputs"]), inputs
outputs = {re.fullmatch(r"\$\{\{ steps\.check\.outputs\.([a-z]+) \}\}", o["value"])[1]
           for o in action["outputs"].values()}
assert outputs == set(action["outputs"])
(folder / "names").write_text("\n".join(sorted(outputs)))
defaults = {name: value["default"] for name, value in action["inputs"].items()}
assert defaults == {"paths": ".", "format": "github", "fail-on": "warning", "baseline": "", "args": ""}
