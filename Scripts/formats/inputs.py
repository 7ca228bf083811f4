"""The files that the formats are tried on."""

import shutil

from trials.samples import SAMPLES, insecure_real_export, samples

CODECS = {
    "UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be",
    "US-ASCII": "ascii", "ISO-8859-1": "latin-1", "windows-1252": "cp1252",
}
POLICIES = [[], ["--harden"], ["--ssl-bind", "replace"], ["--ssl-bind", "replace", "--harden"]]


def make_inputs(folder):
    """The samples and what is made here, as paths in `folder`."""
    folder.mkdir()
    for sample in samples():
        shutil.copy(sample, folder)
    line = (SAMPLES / "entra-connect.xml").read_bytes()
    assert line.count(b"DC=contoso") > 1
    # Characters beyond the Basic Multilingual Plane before each value of a long line.
    text = line.decode().replace("DC=contoso", "DC=😀𐐷é€contoso")
    (folder / "beyond-bmp.xml").write_bytes(text.encode())
    (folder / "beyond-bmp-bom.xml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (folder / "beyond-bmp-utf-16le.xml").write_bytes(("\ufeff" + text).encode("utf-16-le"))
    (folder / "beyond-bmp-utf-16be.xml").write_bytes(("\ufeff" + text).encode("utf-16-be"))
    missing = (SAMPLES / "missing-in-one-line.xml").read_bytes().decode()
    (folder / "beyond-bmp-missing.xml").write_bytes(missing.replace("DC=", "DC=😀").encode())
    # Separators that XML, and SARIF by default, take for no line end.
    (folder / "separators.xml").write_bytes(text.replace("DC=😀", "DC=\u2028\u0085\u2029😀").encode())
    real = insecure_real_export()
    if real:
        (folder / "real-entra-connect-ad.xml").write_bytes(real)
    return sorted(folder.glob("*.xml"))
