"""What `rollbook diff` costs: 1,000 SOPs in git, with their records, of which 50 were changed.

Three cases: 50 SOPs are other files; beside them code that all SOPs watch; or a component in
`handbook.yml` that all of them use, so that each has to be read twice.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from tests.bench import generated
from tests.bench.checking import ROLLBOOK, write

GOAL = 5.0
PERSON = ("-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "gc.auto=0")


def main() -> int:
    """Commit the SOPs, change some of them, and print the median of each case."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.diffing", description=__doc__)
    parser.add_argument("--sops", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=50)
    parser.add_argument("--steps", type=int, default=11)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{options.sops} SOPs, {options.changed} changed, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.sops, options.steps)
        _records(folder / "sops/records", options.sops, options.steps)
        _git(folder, "init", "--quiet")
        _git(folder, "add", "--all")
        _git(folder, "commit", "--quiet", "--message", "before")
        _change_sops(folder / "sops", options.changed)
        _say("SOPs", folder, options.rounds)
        (folder / "serving").mkdir()
        (folder / "serving/ranker.py").write_text("changed", "utf-8")
        _say("SOPs, and code that all watch", folder, options.rounds)
        _change_component(folder / "sops/handbook.yml")
        _say("SOPs, and a component of all", folder, options.rounds, has_goal=False)
    return 0


def _records(folder: Path, sops: int, steps: int) -> None:
    source = random.Random(7)
    folder.mkdir()
    for number in range(sops):
        for kind, record in generated.records(number, steps, source).items():
            if kind != "incident":
                text = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False)
                (folder / f"{kind}-{number}.yml").write_text(text, "utf-8")


def _change_sops(folder: Path, changed: int) -> None:
    for number in range(changed):
        path = folder / f"{generated.sop_id(number)}.yml"
        text = path.read_text("utf-8").replace("< 0.92", "< 0.85", 1)
        path.write_text(text, "utf-8")


def _change_component(path: Path) -> None:
    data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    data["components"]["part-3"]["name"] = "Another"
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), "utf-8")


def _say(what: str, folder: Path, rounds: int, *, has_goal: bool = True) -> None:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([ROLLBOOK, "diff", "HEAD"], cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    goal = f" (goal: {GOAL:.2f} or less)" if has_goal else ""
    print(f"  {what:32} median {statistics.median(times):.2f} s{goal}")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *PERSON, *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
