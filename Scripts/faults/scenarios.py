"""What fails, and how: the scenarios by their names.

A scenario lets one kind of call fail in one way: `write-ENOSPC`. The names of calls and of ways are those
of Tests/Faults/faults.c.
"""

import signal
from typing import NamedTuple

ERRORS = {
    "open": ["EACCES", "EMFILE", "ENOSPC", "EIO", "ELOOP"],
    "opendir": ["EACCES", "EMFILE"],
    "readdir": ["EIO"],
    "read": ["EIO", "short"],
    "write": ["ENOSPC", "EDQUOT", "EIO", "short"],
    "fsync": ["EIO", "ENOSPC", "EDQUOT"],
    "close": ["EIO"],
    "dup": ["EMFILE"],
    "rename": ["EXDEV", "EACCES", "EIO", "ENOSPC"],
    "fchmod": ["EPERM", "EIO"],
    "fchown": ["EPERM", "EIO"],
    "link": ["EPERM", "EMLINK", "EACCES", "EIO"],
    "unlink": ["EIO"],
    "mkdir": ["EACCES", "ENOSPC", "EIO"],
    "access": ["EACCES"],
    "realpath": ["EIO"],
    "stat": ["EIO", "EACCES"],
    "fstat": ["EIO"],
    "flock": ["ENOLCK"],
    "pipe": ["EMFILE"],
    "setxattr": ["ENOTSUP", "ENOSPC"],
    "mmap": ["ENOMEM"],
    "any": ["EIO"],
}


class Scenario(NamedTuple):
    name: str
    call: str
    kind: str
    # "once": one call fails; "ever": that one and all behind it.
    modes: tuple

    @property
    def is_memory(self):
        """Whether memory runs out."""
        return self.kind == "ENOMEM" and self.call.endswith("malloc")

    @property
    def may_end_program(self):
        """Whether it is Swift's own allocator that gets no memory, which ends the program."""
        return self.kind == "ENOMEM" and self.call == "malloc"

    @property
    def is_change(self):
        """Whether somebody writes to an input meanwhile."""
        return self.kind == "change"

    @property
    def signal(self):
        """The number of the signal that is raised, if any."""
        return int(self.kind.removeprefix("signal-")) if self.kind.startswith("signal-") else None

    @property
    def keeps_files(self):
        """Whether a file cannot be removed, so that one that is not wanted any more stays."""
        return self.call in ("unlink", "any") and self.kind == "EIO"


def _all():
    for call, kinds in ERRORS.items():
        for kind in kinds:
            yield Scenario(f"{call}-{kind}", call, kind, ("once", "ever"))
    # An interrupted call is to be made again, so it cannot be interrupted for ever.
    for call in ("open", "read", "write"):
        yield Scenario(f"{call}-EINTR", call, "EINTR", ("once",))
    for name in ("INT", "TERM", "HUP", "KILL"):
        number = getattr(signal, f"SIG{name}").value
        yield Scenario(f"signal-{name}", "any", f"signal-{number}", ("once",))
    yield Scenario("changes", "any", "change", ("once",))
    yield Scenario("xml-memory", "xml-malloc", "ENOMEM", ("once", "ever"))
    yield Scenario("memory", "malloc", "ENOMEM", ("once",))


SCENARIOS = {scenario.name: scenario for scenario in _all()}
