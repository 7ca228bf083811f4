"""Peak memory and time. Both are only printed, never judged."""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from batch.estate import make_many
from trials import program
from trials.samples import REAL_EXPORT, insecure_real_export
from trials.tally import expect, skip


def try_memory(scratch):
    print(f"{'peak memory':44}{'100 files':>14}{'10,000 files':>14}")
    make_many(scratch / "few", 100)
    make_many(scratch / "many", 10_000)
    for options in (["--report", "r.json"], ["--report", "r.html"], []):
        peaks = []
        for name in ("few", "many"):
            shutil.rmtree(scratch / "out", ignore_errors=True)
            result = subprocess.run(
                ["/usr/bin/time", "-f", "%M", program.path, "batch", name, "-q", "--output-dir", "out", *options],
                cwd=scratch, capture_output=True, text=True)
            expect(result.returncode == 0, f"{name}: exit code", result.stderr[-500:])
            peaks.append(int(result.stderr.split()[-1]))
        label = f"batch --output-dir {' '.join(options)}"
        print(f"{label:44}{peaks[0] / 1024:10.1f} MiB{peaks[1] / 1024:10.1f} MiB", flush=True)


def timed(arguments, cwd, codes):
    start = time.monotonic()
    result = subprocess.run(arguments, cwd=cwd, capture_output=True)
    elapsed = time.monotonic() - start
    expect(result.returncode in codes, f"{arguments[:3]} runs", result.stderr[-500:])
    return elapsed


def try_throughput(scratch):
    place = Path(tempfile.mkdtemp(prefix="ldapfix-throughput.", dir="/dev/shm"))
    try:
        make_many(place / "few", 100)
        make_many(place / "many", 10_000)
        per_file = {}
        for _ in range(5):
            for name, number in (("few", 100), ("many", 10_000)):
                # A hundred files are over before they can be timed, so they are done several times.
                for _ in range(10 if name == "few" else 1):
                    shutil.rmtree(place / "out", ignore_errors=True)
                    elapsed = timed([program.path, "batch", name, "-q", "--output-dir", "out"], place, (0,))
                    per_file.setdefault(name, []).append(elapsed / number * 1e6)
        few, many = (statistics.median(per_file[name]) for name in ("few", "many"))
        print(f"small files, in memory: {few:.0f} µs a file of 100 (start included), {many:.0f} µs a file of 10,000: "
              f"{many / few:.2f} times", flush=True)
        if not REAL_EXPORT.exists():
            return skip("large files, since ../shared/exports/entra-connect-ad.xml is absent")
        try_large(place)
    finally:
        shutil.rmtree(place)


def try_large(place):
    off = insecure_real_export()
    number = 40
    (place / "large").mkdir()
    for index in range(number):
        (place / f"large/{index:02}.xml").write_bytes(off)
    batch = [program.path, "batch", "large", "-q", "--output-dir", "out"]
    sax = "for file in large/*.xml; do xmllint --sax --noout \"$file\" || exit; done"
    ways = {
        "xmllint --sax --noout, a process a file": ["bash", "-c", sax],
        "xmllint --sax --noout, one process": ["bash", "-c", "xmllint --sax --noout large/*.xml"],
        "batch --jobs 1": [*batch, "--jobs", "1"],
        "batch --jobs 2": [*batch, "--jobs", "2"],
        "batch --jobs 1 --report": [*batch, "--jobs", "1", "--report", "r.json"],
        "batch --jobs 2 --report": [*batch, "--jobs", "2", "--report", "r.json"],
    }
    times = {name: [] for name in ways}
    for _ in range(11):
        for name, arguments in ways.items():
            shutil.rmtree(place / "out", ignore_errors=True)
            times[name].append(timed(arguments, place, (0,)))
    result = (place / "out/large/00.xml").read_bytes()
    expect(result == REAL_EXPORT.read_bytes(), "a large file is corrected to what it was")
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["xmllint --sax --noout, a process a file"]
    print(f"{number} files of {len(off):,} bytes, in memory, medians of 11 interleaved runs, "
          f"{os.cpu_count()} processors")
    print(f"{'':42}{'ms a file':>10}{'x xmllint':>11}")
    for name, median in medians.items():
        print(f"{name:42}{median / number * 1e3:10.2f}{median / base:11.2f}")
    for suffix in ("", " --report"):
        one, two = times[f"batch --jobs 1{suffix}"], times[f"batch --jobs 2{suffix}"]
        gain = statistics.median(a / b for a, b in zip(one, two))
        print(f"two jobs{suffix} are {gain:.2f} times one", flush=True)
