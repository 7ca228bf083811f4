"""The files in Samples."""

import re

from trials.program import ROOT

SAMPLES = ROOT / "Samples"
# A real one, which is not in the repository.
REAL_EXPORT = ROOT.parent / "shared/exports/entra-connect-ad.xml"


def samples():
    """The exports that ldapfix reads, without what becomes of them."""
    return sorted(p for p in SAMPLES.glob("*.xml") if not p.name.endswith(".corrected.xml"))


def refused():
    """The files that are no exports."""
    return sorted((SAMPLES / "refused").glob("*.xml"))


def left_for_a_person():
    """The text of an export in which only a simple bind is wrong."""
    return (SAMPLES / "secure.xml").read_text().replace("<simple-bind>0<", "<simple-bind>1<")


def insecure_real_export():
    """The bytes of the real export with the setting turned off, which ldapfix turns on again; None without one."""
    if not REAL_EXPORT.exists():
        return None
    return re.sub(rb'(<sign-and-seal>|name="sign-and-seal"[^>]*>)1', rb"\g<1>0", REAL_EXPORT.read_bytes())
