"""The fixes of a SARIF log, applied as an editor applies them: by byte offsets, and by lines and columns."""

import urllib.parse


def replacements(log, path=None):
    """All replacements of the fixes in a log as (region, text); `path` picks a file."""
    found = []
    for result in log["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            for change in fix["artifactChanges"]:
                uri = urllib.parse.unquote(change["artifactLocation"]["uri"])
                if path is None or uri == path:
                    found += [(r["deletedRegion"], r["insertedContent"]["text"])
                              for r in change["replacements"]]
    return found


def replace(units, edits):
    """`units` with each (start, end, new) done; the edits may not overlap."""
    output, position = units[:0], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        assert position <= start <= end <= len(units), (position, start, end, len(units))
        output += units[position:start] + new
        position = end
    return output + units[position:]


def by_bytes(contents, codec, changes):
    return replace(contents, [
        (r["byteOffset"], r["byteOffset"] + r["byteLength"], text.encode(codec)) for r, text in changes])


def line_starts(text):
    """Offsets of the lines in UTF-16 code units; LF and CRLF end a line."""
    starts, offset = [0], 0
    for line in text.split("\n")[:-1]:
        offset += len(line.encode("utf-16-le")) // 2 + 1
        starts.append(offset)
    return starts


def region_units(region, starts):
    return (starts[region["startLine"] - 1] + region["startColumn"] - 1,
            starts[region["endLine"] - 1] + region["endColumn"] - 1)


def by_columns(contents, codec, changes):
    text = contents.decode(codec)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text[len(mark):]
    starts = line_starts(text)
    edits = []
    for region, new in changes:
        start, end = region_units(region, starts)
        edits.append((2 * start, 2 * end, new.encode("utf-16-le")))
    result = replace(text.encode("utf-16-le"), edits).decode("utf-16-le")
    return (mark + result).encode(codec)
