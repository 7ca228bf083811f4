"""The blocks of code of FleetCorrection.md."""

import re

from trials.program import ROOT

GUIDE = ROOT / "Sources/LDAPFixKit/LDAPFixKit.docc/FleetCorrection.md"


def blocks(language):
    """The blocks of code of the guide in `language`, by the heading above each."""
    found, heading = [], ""
    for match in re.finditer(r"^#+ ([^\n]+)$|^```(\w+)\n(.*?)^```$", GUIDE.read_text(), re.M | re.S):
        if match[1]:
            heading = match[1]
        elif match[2] == language:
            found.append((heading, match[3]))
    return found


def block(heading, language="sh"):
    [text] = [text for known, text in blocks(language) if known == heading]
    return text


def jq_line():
    return block("Reports")
