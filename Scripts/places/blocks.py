"""Takes the blocks of code out of ContinuousIntegration.md.

    blocks.py ARTICLE FOLDER

Writes each configuration to FOLDER/KIND-NUMBER.yml, what those of Azure Pipelines and GitLab run to
FOLDER/azure.sh and gitlab.sh, and the article's own commands to FOLDER/commands.sh.
"""

import re
import sys
from pathlib import Path

import yaml

article = Path(sys.argv[1]).read_text()
folder = Path(sys.argv[2])
(folder / "commands.sh").write_text("".join(re.findall(r"^```sh\n(.*?)^```", article, re.M | re.S)))
for number, text in enumerate(re.findall(r"^```yaml\n(.*?)^```", article, re.M | re.S)):
    document = yaml.safe_load(text)
    keys = document.keys()
    kind = ("pre-commit" if "repos" in keys else "github" if "jobs" in keys else
            "azure" if "steps" in keys else "gitlab")
    (folder / f"{kind}-{number}.yml").write_text(text)
    lines = {"azure": lambda: [step["script"] for step in document["steps"]],
             "gitlab": lambda: document["ldapfix"]["script"]}.get(kind, lambda: [])()
    if lines:
        (folder / f"{kind}.sh").write_text("\n".join(lines) + "\n")
