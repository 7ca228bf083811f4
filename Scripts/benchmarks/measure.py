"""Measures ldapfix beside other programs on the same files, as whole processes, round by round.

In each round every program runs once, so that what else the machine does meets all of them alike; a
ratio is taken within a round. See Scripts/benchmark, which prepares the folder that this works in.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import chart
import generate_export

HERE = Path(__file__).resolve().parent
# Bytes, partitions and how the schema is laid out.
FILES = {
    "10KB": (10_000, 1, "line"),
    "200KB": (200_000, 3, "line"),
    "1.8MB": (1_800_000, 10, "line"),
    "1.8MB-indented": (1_800_000, 10, "indented"),
    "20MB": (20_000_000, 50, "line"),
    "200MB": (200_000_000, 200, "line"),
}
BASE = "xmllint --sax"
SETTINGS = (
    "//adma-configuration/sign-and-seal | //adma-partition-data/sign-and-seal"
    " | //parameter-values/parameter[@name='sign-and-seal']"
)


def commands(program, name):
    """What each program is called with, in a folder that holds `name`."""
    return {
        BASE: ["xmllint", "--sax", "--noout", "--huge", name],
        "ldapfix check": [program, "check", "-q", "--exit-zero", name],
        "ldapfix patch": [program, "patch", "-q", name, "out.xml"],
        "ldapfix diff": [program, "diff", "-q", name],
        "ldapfix batch": [program, "batch", "-q", "--jobs", "1", name, "--output-dir", "out"],
        "cp": ["cp", name, "copy.xml"],
        "xmllint --stream": ["xmllint", "--stream", "--noout", "--huge", name],
        "xmlstarlet ed": ["xmlstarlet", "ed", "-P", "-u", SETTINGS, "-v", "1", name],
        "xsltproc": ["xsltproc", "--huge", "-o", "xslt.xml", str(HERE / "correct.xsl"), name],
        "lxml": ["/usr/bin/python3", str(HERE / "correct_lxml.py"), name, "lxml.xml"],
    }


ALLOWED = {"ldapfix diff": {0, 1}}


def run(name, command, output):
    """Runs a command; its wall time, and its user and system time, in milliseconds."""
    shutil.rmtree("out", ignore_errors=True)
    actions = [
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, "errors.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    wall = (time.perf_counter() - start) * 1e3
    code = os.waitstatus_to_exitcode(status)
    if code not in ALLOWED.get(name, {0}):
        said = Path("errors.txt").read_text(errors="replace").strip().splitlines()[:1]
        raise RuntimeError(f"{name} ended with {code}: {' '.join(said)}")
    return wall, usage.ru_utime * 1e3, usage.ru_stime * 1e3


def rounds(todo, runs, seconds):
    """Runs all commands in turn. A program that cannot do the job is left out, with its reason."""
    measured, failed, warm_up = {}, {}, 0.0
    for name, command in todo.items():
        try:
            warm_up += run(name, command, f"{name}.out")[0]
            measured[name] = []
        except RuntimeError as error:
            failed[name] = str(error)
    count = max(3, min(runs, int(seconds * 1e3 / max(warm_up, 1e-3))))
    for _ in range(count):
        for name in measured:
            measured[name].append(run(name, todo[name], f"{name}.out"))
    return measured, failed


def spread(values):
    quartiles = statistics.quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
    return {
        "median": statistics.median(values),
        "first_quartile": quartiles[0],
        "third_quartile": quartiles[2],
        "least": min(values),
    }


def peak_memory(name, command):
    """The most memory that was resident, in KiB."""
    shutil.rmtree("out", ignore_errors=True)
    subprocess.run(
        ["/usr/bin/time", "-o", "peak.txt", "-f", "%M", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )
    return int(Path("peak.txt").read_text().split()[-1])


def instructions(name, command, stripped):
    """How many instructions the program takes, nil where valgrind cannot run it."""
    shutil.rmtree("out", ignore_errors=True)
    if name.startswith("ldapfix"):
        command = [stripped, *command[1:]]
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
    )
    found = re.search(rb"Collected : (\d+)", result.stderr)
    return int(found.group(1)) if found else None


def same_job(program, name):
    """Makes sure that the results of the others are what patch calls corrected."""
    for output in ("out.xml", "xmlstarlet ed.out", "xslt.xml", "lxml.xml"):
        if Path(output).exists() and Path(output).stat().st_size:
            done = subprocess.run([program, "check", "-q", output], stdout=subprocess.DEVNULL, check=False)
            if done.returncode:
                sys.exit(f"{name}: {output} is not corrected, so the programs did not do the same")


def measure_file(label, path, options):
    todo = commands(options.program, path.name)
    measured, failed = rounds(todo, options.runs, options.seconds)
    same_job(options.program, path.name)
    size = path.stat().st_size
    base = [wall for wall, _, _ in measured[BASE]]
    programs = {}
    for name, runs in measured.items():
        wall = [run[0] for run in runs]
        programs[name] = {
            "runs": len(wall),
            "wall_ms": spread(wall),
            "user_ms": spread([run[1] for run in runs]),
            "system_ms": spread([run[2] for run in runs]),
            "processor_ms": spread([run[1] + run[2] for run in runs]),
            "ratio": spread([mine / theirs for mine, theirs in zip(wall, base)]),
            "processor_ratio": spread(
                [(mine[1] + mine[2]) / (theirs[1] + theirs[2]) for mine, theirs in zip(runs, measured[BASE])]
            ),
            "peak_kib": peak_memory(name, todo[name]),
            "instructions": instructions(name, todo[name], options.stripped)
            if options.stripped and size < 3e6 and (name.startswith("ldapfix") or name == BASE)
            else None,
        }
    return {"file": label, "bytes": size, "programs": programs, "left_out": failed}


def measure_batch(path, options, copies=16):
    """Many copies of one file, one after another and two at a time; milliseconds for a file."""
    folder = Path("many")
    folder.mkdir()
    for number in range(copies):
        shutil.copy(path, folder / f"{number}.xml")
    todo = {BASE: commands(options.program, path.name)[BASE], "nothing": ["xmllint", "--version"]}
    for jobs in (1, 2):
        todo[f"ldapfix batch --jobs {jobs}"] = [
            options.program, "batch", "-q", "--jobs", str(jobs), "many", "--output-dir", "out",
        ]
    measured, failed = rounds(todo, options.runs, options.seconds)
    shutil.rmtree(folder)
    if failed:
        return {"left_out": failed}
    wall = {name: [run[0] for run in runs] for name, runs in measured.items()}
    one, two = wall["ldapfix batch --jobs 1"], wall["ldapfix batch --jobs 2"]
    parse = [sax - nothing for sax, nothing in zip(wall[BASE], wall["nothing"])]
    return {
        "copies": copies,
        "runs": len(one),
        "file_ms": spread([time / copies for time in one]),
        "ratio_to_parse": spread([time / copies / sax for time, sax in zip(one, parse)]),
        "speed_up_of_two_jobs": spread([a / b for a, b in zip(one, two)]),
    }


def between(values, form):
    return f"{values['median']:{form}} ({values['first_quartile']:{form}}–{values['third_quartile']:{form}})"


def table(result):
    print(f"\n{result['file']}: {result['bytes']:,} bytes; medians (quartiles), ratios within a round")
    print(
        f"{'':18}{'runs':>5}{'wall ms':>28}{'user ms':>10}{'x ' + BASE:>22}{'x processor time':>22}"
        f"{'peak MiB':>10}{'x file':>8}{'M instr.':>10}"
    )
    for name, values in result["programs"].items():
        count = values["instructions"]
        print(
            f"{name:18}{values['runs']:5}{between(values['wall_ms'], '.2f'):>28}"
            f"{values['user_ms']['median']:10.2f}{between(values['ratio'], '.2f'):>22}"
            f"{between(values['processor_ratio'], '.2f'):>22}"
            f"{values['peak_kib'] / 1024:10.1f}{values['peak_kib'] * 1024 / result['bytes']:8.1f}"
            f"{f'{count / 1e6:.1f}' if count else '':>10}"
        )
    for reason in result["left_out"].values():
        print(f"left out: {reason}")


def linearity(results):
    """For each command, how much the dearest byte costs more than the cheapest, from 200 KB on."""
    start = next((result for result in results if result["file"] == "10KB"), None)
    for name in ("ldapfix check", "ldapfix patch", "ldapfix diff"):
        measured = [
            (result["programs"][name]["processor_ms"]["median"], result["bytes"])
            for result in results
            if result["bytes"] >= 190_000 and name in result["programs"]
        ]
        if len(measured) < 2:
            continue
        costs = [time / size for time, size in measured]
        text = f"{name}: processor time for a byte within {max(costs) / min(costs):.2f} times of the best"
        if start:
            # The smallest file is all start and no parse.
            least = start["programs"][name]["processor_ms"]["median"]
            costs = [(time - least) / (size - start["bytes"]) for time, size in measured]
            text += f", {max(costs) / min(costs):.2f} beyond the first 10 KB"
        print(text)


def save(results, folder, options):
    """Writes what has been measured so far."""
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    series = {}
    for result in results:
        if result["file"] in FILES and "indented" not in result["file"]:
            for name, values in result["programs"].items():
                point = (result["bytes"], values["processor_ms"]["median"])
                series.setdefault(name, []).append(point)
    if series:
        drawing = chart.svg(series)
        (folder / "benchmark.svg").write_text(drawing)
        if options.chart:
            (Path(os.environ["CALLER"]) / options.chart).write_text(drawing)


def main():
    parser = argparse.ArgumentParser(prog="Scripts/benchmark", description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, help="where results.json and the chart go")
    parser.add_argument("--files", default=",".join(FILES), help="which, by comma: " + ", ".join(FILES))
    parser.add_argument("--export", type=Path, help="an export of your own to measure, too")
    parser.add_argument("--runs", type=int, default=100, help="rounds at most")
    parser.add_argument("--seconds", type=float, default=30, help="about so long for each file")
    parser.add_argument("--chart", type=Path, help="write the chart here, too")
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--stripped", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.folder or Path(os.environ["RESULTS"])
    folder = folder if folder.is_absolute() else Path(os.environ["CALLER"]) / folder
    folder.mkdir(parents=True, exist_ok=True)

    results = []
    for label in options.files.split(","):
        path = Path("in.xml")
        with path.open("w") as file:
            generate_export.write(*FILES[label], file.write)
        results.append(measure_file(label, path, options))
        table(results[-1])
        save(results, folder, options)
        if label == "1.8MB":
            results[-1]["batch"] = batch = measure_batch(path, options)
            if "copies" in batch:
                print(
                    f"batch of {batch['copies']}: {between(batch['file_ms'], '.2f')} ms a file, "
                    f"{between(batch['ratio_to_parse'], '.2f')} times {BASE} less its start; "
                    f"two jobs {between(batch['speed_up_of_two_jobs'], '.2f')} times as fast"
                )
    if options.export:
        path = Path("own.xml")
        shutil.copy(Path(os.environ["CALLER"]) / options.export, path)
        text = path.read_bytes()
        text = re.sub(rb"(<sign-and-seal>)1", rb"\g<1>0", text)
        path.write_bytes(re.sub(rb'(name="sign-and-seal"[^>]*>)1', rb"\g<1>0", text))
        results.append(measure_file("own export", path, options))
        table(results[-1])
        save(results, folder, options)
    print()
    linearity(results)
    print(f"results.json and benchmark.svg are in {folder}")


main()
