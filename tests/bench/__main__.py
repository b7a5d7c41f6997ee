"""What a build costs: 200 SOPs of 20 steps, and the same content as hand-written Markdown.

Both are built in turn, several times in one run, so that a noisy machine disturbs both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import by_hand, generated

FIRST, AGAIN, BY_HAND = "rollbook, first", "rollbook, again", "by hand"
"""A build that draws everything, one that takes the drawings from the store, and the other's."""
MKDOCS = Path(sys.executable).with_name("mkdocs")


def main() -> int:
    """Generate, build in turn, and print the medians and their ratio."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        generated.write(Path(folder), options.sops, options.steps)
        by_hand.write(Path(folder))
        (Path(folder) / "own").mkdir()
        config = json.loads((Path(folder) / "mkdocs.yml").read_text())
        config |= {"plugins": ["search", {"rollbook": {"sops": "../sops"}}], "docs_dir": "docs"}
        del config["nav"]
        (Path(folder) / "own/mkdocs.yml").write_text(json.dumps(config))
        (Path(folder) / "own/docs").mkdir()
        own = Path(folder) / "own"
        kinds = {FIRST: own, AGAIN: own, BY_HAND: Path(folder)}
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(options.rounds):
            shutil.rmtree(own / ".cache", ignore_errors=True)
            for kind, project in kinds.items():
                times[kind].append(_build(project))
        _report(times, kinds, options.sops, options.steps)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sops", type=int, default=200)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _build(project: Path) -> float:
    """Seconds of one build, the start of the process included."""
    start = time.perf_counter()
    subprocess.run(
        [MKDOCS, "build", "--quiet"],
        cwd=project,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    return time.perf_counter() - start


def _report(times: dict[str, list[float]], kinds: dict[str, Path], sops: int, steps: int) -> None:
    print(f"{sops} SOPs of {steps} steps, {len(times[BY_HAND])} rounds in turn")
    for kind, taken in times.items():
        pages = list((kinds[kind] / "site").rglob("*.html"))
        size = sum(page.stat().st_size for page in pages) / 1e6
        print(
            f"  {kind:15} median {statistics.median(taken):6.2f} s "
            f"({min(taken):.2f} to {max(taken):.2f}), {len(pages)} pages, {size:.1f} MB of HTML"
        )
    for kind in (FIRST, AGAIN):
        ratios = [a / b for a, b in zip(times[kind], times[BY_HAND], strict=True)]
        print(f"  ratio {kind} / {BY_HAND}: {statistics.median(ratios):.2f} (goal: 1.00 or less)")


if __name__ == "__main__":
    sys.exit(main())
