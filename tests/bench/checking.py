"""What `rollbook check` costs: 1,000 SOPs of 150 lines, beside a loader that only loads them.

Both are measured in turn, several times in one run, so that a noisy machine disturbs both alike.
Memory is what all processes of the command hold together, a page that they share counted once.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import yaml

from rollbook.loading.folder import load
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.walking import walk
from rollbook.rules.ways.walked import walked
from tests.bench import generated
from tests.diagrams.dossiers import sized

ROLLBOOK = Path(sys.executable).with_name("rollbook")
LOADER = """\
import sys, pathlib, yaml
for path in sorted(pathlib.Path("sops").rglob("*.yml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""


def main() -> int:
    """Generate, check and load in turn, and print medians, their ratio and the memory."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.checking", description=__doc__)
    parser.add_argument("--sops", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=11)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = write(Path(folder), options.sops, options.steps)
        loads, checks, sizes = [], [], []
        for _ in range(options.rounds):
            loads.append(_run([sys.executable, "-c", LOADER], folder)[0])
            took, size = _run([str(ROLLBOOK), "check"], folder)
            checks.append(took)
            sizes.append(size)
        walks = _walks(Path(folder))
        every, states, held = _every_way()
    cores = len(os.sched_getaffinity(0))
    print(f"{options.sops} SOPs of {lines} lines, {options.rounds} rounds in turn, {cores} cores")
    print(f"  CSafeLoader    median {statistics.median(loads):.2f} s, process and all")
    print(f"  rollbook check median {statistics.median(checks):.2f} s (goal: 3.00 or less)")
    ratio = statistics.median(c / a for c, a in zip(checks, loads, strict=True))
    print(f"  ratio {ratio:.2f} (goal: 3.00 or less)")
    print(f"  of it the walk through the procedures {walks:.2f} s of one processor")
    print(f"  every way through 60 steps: {states:,} states in {every:.2f} s, {held:.0f} MB")
    print(f"  memory at its peak {max(sizes):.0f} MB (goal: 200 or less)")
    return 0


def _walks(folder: Path) -> float:
    """Seconds of the processor that the rules' walk takes."""
    loaded = load([folder / "sops"], folder)
    assert loaded.handbook is not None
    start = time.process_time()
    for sop in loaded.handbook.sops.values():
        walked(Procedure.of(sop))
    return time.process_time() - start


def _every_way() -> tuple[float, int, float]:
    """Seconds of the processor, states and megabytes of the walk of `rollbook ways`."""
    procedure = Procedure.of(sized()["sixty"].sop)
    before, start = _megabytes(os.getpid()), time.process_time()
    every = walk(procedure)
    took = time.process_time() - start
    return took, len(every.came), _megabytes(os.getpid()) - before


def write(folder: Path, sops: int, steps: int) -> int:
    """Write the SOPs as people write YAML; give the lines of one of them."""
    source = random.Random(7)
    target = folder / "sops"
    target.mkdir()
    (target / "handbook.yml").write_text(_text(generated.shared()), "utf-8")
    lines = []
    for number in range(sops):
        text = _text(generated.sop(number, steps, source, alone=True))
        (target / f"{generated.sop_id(number)}.yml").write_text(text, "utf-8")
        lines.append(text.count("\n"))
    return round(statistics.median(lines))


def _text(data: dict[str, Any]) -> str:
    """Steps with a line for each field, all else with a line for each entry."""
    return "\n".join(
        yaml.dump(
            {section: value},
            Dumper=yaml.CSafeDumper,
            sort_keys=False,
            width=200,
            default_flow_style=None if _in_lines(section, value) else False,
        )
        for section, value in data.items()
    )


def _in_lines(section: str, value: object) -> bool:
    return section not in ("steps", "fallback") and isinstance(value, dict | list)


def _run(command: list[str], folder: str) -> tuple[float, float]:
    """Seconds, the start of the process included, and megabytes at the peak."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    code = process.wait()
    took = time.perf_counter() - start
    watcher.join()
    if code:
        raise SystemExit(f"{command} exited with {code}")
    return took, peak[0]


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        held = sum(_megabytes(pid) for pid in (process.pid, *_children(process.pid)))
        peak[0] = max(peak[0], held)
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def _megabytes(pid: int) -> float:
    """The proportional set size: what is shared by n processes counts as an nth of each."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return (
        sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1000
    )


if __name__ == "__main__":
    sys.exit(main())
