"""What editions cost: many of them, of a large handbook, published one after the other.

Each differs from the one before in a few SOPs. The remote is a bare repository on this machine.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.bench import generated

ROLLBOOK = Path(sys.executable).with_name("rollbook")
WHO = {
    f"GIT_{who}_{what}": text
    for who in ("AUTHOR", "COMMITTER")
    for what, text in (("NAME", "Ada"), ("EMAIL", "ada@acme.example"))
}
CONFIG = {
    "site_name": "Generated",
    "site_url": "https://handbook.acme.example/",
    "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
}
MIB = 1024 * 1024


def main() -> int:
    """Publish, and print what the first, the last and some editions in between took."""
    options = _options()
    print(f"{options.sops} SOPs, {options.changed} changed each time, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        remote, clone = _begin(Path(name), options)
        for number in range(1, options.editions + 1):
            if number > 1:
                _change(clone, number, options)
            stages = dict(_published(clone, number))
            if number in (1, 2, 3) or number % 10 == 0:
                _say(remote, number, stages)
        _say_sizes(Path(name), remote)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.publishing", description=__doc__)
    parser.add_argument("--sops", type=int, default=200)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--changed", type=int, default=3)
    parser.add_argument("--editions", type=int, default=50)
    parser.add_argument("--downloads", action="store_true")
    return parser.parse_args()


def _begin(folder: Path, options: argparse.Namespace) -> tuple[Path, Path]:
    remote, clone = folder / "remote.git", folder / "clone"
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    _git(folder, "clone", "--quiet", str(remote), str(clone))
    generated.write(clone, options.sops, options.steps)
    plugin = {"rollbook": {"rules": False, "downloads": options.downloads}}
    config = yaml.dump({**CONFIG, "plugins": ["search", plugin]})
    (clone / "mkdocs.yml").write_text(config, "utf-8")
    (clone / "docs").mkdir()
    (clone / "docs/about.md").write_text("# About\n", "utf-8")
    _commit(clone)
    return remote, clone


def _change(clone: Path, number: int, options: argparse.Namespace) -> None:
    """Let a few SOPs have another version, each time others."""
    for place in range(options.changed):
        name = generated.sop_id((number * options.changed + place) % options.sops)
        path = clone / f"sops/{name}.yml"
        text = path.read_text("utf-8")
        path.write_text(re.sub(r'"version": \d+', f'"version": {number}', text), "utf-8")
    _commit(clone)


def _commit(clone: Path) -> None:
    _git(clone, "add", "--all")
    _git(clone, "commit", "--quiet", "--message", "Change")


def _published(clone: Path, number: int) -> Iterator[tuple[str, float]]:
    """Publish; gives the seconds of each stage, and of all of them."""
    start = last = time.perf_counter()
    stage = "starting"
    command = [ROLLBOOK, "publish", f"1.{number}", "--push"]
    with subprocess.Popen(
        command,
        cwd=clone,
        env={**os.environ, **WHO},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            now = time.perf_counter()
            yield stage, now - last
            stage, last = line.split()[0].lower(), now
            if line.startswith("Error"):
                print(line + running.stderr.read(), file=sys.stderr)
    end = time.perf_counter()
    if running.returncode:
        raise SystemExit(f"edition {number} was not published")
    yield stage, end - last
    yield "all", end - start


def _say(remote: Path, number: int, stages: dict[str, float]) -> None:
    parts = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in stages.items())
    print(f"edition {number}: {parts} s; remote {_size(remote):.1f} MiB", flush=True)


def _say_sizes(folder: Path, remote: Path) -> None:
    """The branch as it is cloned, and as the site that it is."""
    copy = folder / "copy.git"
    _git(
        folder,
        "clone",
        "--quiet",
        "--bare",
        "--single-branch",
        "--branch=gh-pages",
        f"file://{remote}",
        str(copy),
    )
    _git(copy, "gc", "--quiet")
    listed = _git(copy, "ls-tree", "-r", "-l", "gh-pages").splitlines()
    sizes: dict[str, int] = {}
    for line in listed:
        about, _, path = line.partition("\t")
        top = path.partition("/")[0]
        sizes[top] = sizes.get(top, 0) + int(about.split()[3])
    print(f"the branch alone, packed: {_size(copy):.1f} MiB")
    print(
        f"the site: {sum(sizes.values()) / MIB:.0f} MiB in {len(listed)} files, "
        f"of which latest has {sizes['latest'] / MIB:.1f} MiB"
    )


def _size(repository: Path) -> float:
    """The MiB of a repository's objects."""
    files = (path for path in (repository / "objects").rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) / MIB


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **WHO}, check=True, capture_output=True, text=True
    )
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
