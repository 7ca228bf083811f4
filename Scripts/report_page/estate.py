"""A folder of exports with all that a report can meet, and the report on it."""

import json
import shutil

from trials.program import ldapfix
from trials.samples import SAMPLES, left_for_a_person, refused, samples

# Names that mean something to a page, a script, a style, a spreadsheet or a reader.
HOSTILE = [
    "<script>document.title='owned'</script>", "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>", "' onmouseover='document.title=1", "</td></tr></table><h1>owned</h1>",
    "</script><script>document.title='owned'</script>", "&lt;b&gt;&amp;&#60;", "{{rows}}{{runs}}",
    "=HYPERLINK(\"http://contoso.com\",\"x\")", "javascript:document.title=1", "<!-- <style>*{display:none}",
]


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def make_estate(folder, number):
    """`number` files: most are exports, some of them broken, some other XML, some with names that hurt."""
    exports, broken, left = samples(), refused(), left_for_a_person()
    plain = (SAMPLES / "entra-connect.xml").read_text()
    for name in HOSTILE:
        server = folder / "servers" / name.replace("/", "∕")
        server.mkdir(parents=True)
        text = plain.replace("<name>contoso.com</name>", f"<name>{escaped(name)}</name>")
        text = text.replace("DC=contoso,DC=com", escaped(name))
        assert text != plain
        (server / f"{name.replace('/', '∕')}.xml").write_text(text)
    for index in range(len(HOSTILE), number):
        server = folder / f"servers/site {index // 200}/server{index // 5:03}"
        server.mkdir(parents=True, exist_ok=True)
        file = server / f"Connector_{index:04}.xml"
        if index % 23 == 0:
            shutil.copyfile(broken[index // 23 % len(broken)], file)
        elif index % 37 == 0:
            file.write_text(left)
        else:
            shutil.copyfile(SAMPLES / "secure.xml" if index % 3 == 0 else exports[index % len(exports)], file)


def make_report(folder, number):
    """The JSON report; the page is beside it."""
    make_estate(folder, number)
    ldapfix("batch", "servers", "-q", "--output-dir", "corrected", "--report", "report.html", "--report", "report.json",
            cwd=folder, codes=(1,))
    return json.loads((folder / "report.json").read_text())
