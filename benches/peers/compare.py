"""Time the audit and other tools on one file, each with the right counts or none.

    compare.py [--rows 1000000] [--turns 3] [--ownwords target/release/ownwords]

A tool's figure is printed with the sum of all by which its counts are off the truth; a figure of more than the rows whose text
cannot be read at all is void, and the exit status is 1.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import lists

HERE = Path(__file__).resolve().parent


def measured(command):
    """What it prints, its processor time, its wall time, and the most memory of any child so far."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"{command[0]}: {done.stderr.decode(errors='replace')[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), cpu, wall


def of_audit(report):
    found = report["files"][0]["summary"]
    fields = {field: {kind: counts[kind] for kind in lists.STATUSES} for field, counts in found["fields"].items() if field in lists.FIELDS}
    rules = {rule["rule"]: rule["count"] for rule in found["rules"]}
    return {"rows": found["rows"], "fields": fields, "findings": {rule: rules.get(rule, 0) for rule in lists.NAME_RULES}}


def off(counts, truth):
    """By how much counts and truth differ, all told, and where."""
    places = {}
    if counts["rows"] != truth["rows"]:
        places["rows"] = abs(counts["rows"] - truth["rows"])
    for field in lists.FIELDS:
        for kind in lists.STATUSES:
            by = abs(counts["fields"][field][kind] - truth["fields"][field][kind])
            if by:
                places[f"{field}/{kind}"] = by
    for rule in lists.NAME_RULES:
        by = abs(counts["findings"][rule] - truth["findings"][rule])
        if by:
            places[rule] = by
    return places


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--turns", type=int, default=3)
    arguments.add_argument("--ownwords", default=str(lists.ROOT / "target/release/ownwords"))
    given = arguments.parse_args()
    ownwords, python = given.ownwords, sys.executable
    with tempfile.TemporaryDirectory() as folder:
        file, truth_file = f"{folder}/people.csv", f"{folder}/truth.json"
        make = [ownwords, "sample", "--rows", str(given.rows), "--truth", truth_file, "--output", file]
        subprocess.run(make, check=True, capture_output=True)
        truth = json.loads(Path(truth_file).read_text())
        # In these rows a byte is no text: what stands in their cells depends on how a tool puts up with that.
        unreadable = truth["findings"]["OW-ROW-002"] + truth["findings"]["OW-ROW-003"]
        tools = {
            "ownwords audit": [ownwords, "audit", "--format", "json", file],
            "ownwords audit, one thread": [ownwords, "audit", "--threads", "1", "--format", "json", file],
            "polars": [python, str(HERE / "with_polars.py"), file, ownwords],
            "DuckDB": [python, str(HERE / "with_duckdb.py"), file, ownwords],
            "pandas": [python, str(HERE / "with_pandas.py"), file, ownwords],
        }
        times, wrong = {tool: [] for tool in tools}, {}
        for _ in range(given.turns):
            for tool, command in tools.items():
                counts, cpu, wall = measured(command)
                counts = of_audit(counts) if tool.startswith("ownwords") else counts
                wrong[tool] = off(counts, truth)
                times[tool].append((cpu, wall))
        base_cpu, base_wall = (statistics.median(column) for column in zip(*times["ownwords audit"]))
        print(f"{given.rows} rows, {Path(file).stat().st_size} bytes, median of {given.turns} turns")
        print(f"{unreadable} rows hold a byte that is no text, or a NUL")
        print(f"{'':28}{'CPU s':>9}{'x':>8}{'wall s':>9}{'x':>8}  counts")
        void = False
        for tool, taken in times.items():
            cpu, wall = (statistics.median(column) for column in zip(*taken))
            counts = "right" if not wrong[tool] else f"off: {wrong[tool]}"
            allowed = 0 if tool.startswith("ownwords") else unreadable
            if any(by > allowed for by in wrong[tool].values()):
                counts, void = f"VOID, {counts}", True
            print(f"{tool:28}{cpu:9.2f}{cpu / base_cpu:8.1f}{wall:9.2f}{wall / base_wall:8.1f}  {counts}")
    sys.exit(1 if void else 0)


main()
