"""Counts what holds and what does not, and says what does not as soon as it is known."""

counts = {"passed": 0, "failed": 0}


def expect(holds, claim, detail=""):
    counts["passed" if holds else "failed"] += 1
    if not holds:
        print(f"failed: {claim}" + (f": {str(detail)[:1500]}" if detail != "" else ""), flush=True)
    return holds


def skip(what):
    """Counts what cannot be tried on this machine."""
    counts["skipped"] = counts.get("skipped", 0) + 1
    print(f"SKIPPED: {what}", flush=True)


def finish():
    """Prints the numbers, and gives the script's exit code. A trial that tried nothing has not passed."""
    print(", ".join(f"{number} {kind}" for kind, number in counts.items()))
    return 1 if counts["failed"] or not counts["passed"] else 0
