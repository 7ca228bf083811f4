"""Rules for the text of every script: its line ends, its encoding, and what no script may have."""

import re

from trials.tally import expect


def check_text(name, content):
    bom = content.startswith(b"\xef\xbb\xbf")
    expect(content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
           and content.endswith(b"\r\n"), f"{name} ends every line with CRLF")
    expect(bom or content.isascii(), f"{name} is ASCII or has a byte order mark")
    expect(not bom or not content[3:].isascii(), f"{name} has a byte order mark only where it must")
    words = content.decode("utf-8-sig")
    for word in ["Set-ADSyncConnector", "Set-MIISADMAConfiguration", "Set-ADSyncServerConfiguration",
                 "Invoke-Expression", "Write-Host", "\t"]:
        expect(word.lower() not in words.lower(), f"{name} has no {word!r}")
    open_regions = []
    balanced = True
    for line in words.split("\r\n"):
        if found := re.match(r"#(end)?region (.+)$", line):
            if not found[1]:
                open_regions.append(found[2])
            else:
                balanced = balanced and bool(open_regions) and open_regions.pop() == found[2]
    expect(balanced and not open_regions, f"{name} has balanced regions")
