"""Say all that stands against a release: check.py [--tag TAG] [--notes FILE].

It looks at the commit that is checked out, and needs nothing but git and this package. With a tag,
that has to be the version's; the notes are what the changelog says of the version.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import changelog
from saying import say

PROJECT = "pyproject.toml"
CHANGELOG = "CHANGELOG.md"
MAIN = "refs/remotes/origin/main"
_SAID = re.compile(r"\brev: v(\S+)")
"""A version that users copy from the documentation."""


def main() -> int:
    """Exit with 0 where nothing stands against it, with 1 and all that does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tag", default="", help="the tag that the release is made for")
    parser.add_argument("--notes", type=Path, help="where to write what the changelog says")
    chosen = parser.parse_args()
    notes = chosen.notes and chosen.notes.absolute()
    os.chdir(_git("rev-parse", "--show-toplevel"))
    version = tomllib.loads(_text(PROJECT))["project"]["version"]
    found = [*_faults(version, chosen.tag)]
    say(*(f"{place}: {fault}" for place, fault in found))
    if notes:
        said = (one.notes for one in changelog.sections(_text(CHANGELOG)) if one.name == version)
        notes.write_text(f"{next(said, '')}\n", "utf-8")
    if not found:
        say(f"nothing stands against {version}")
    return 1 if found else 0


def _faults(version: str, tag: str) -> Iterator[tuple[str, str]]:
    """Each fault with its place."""
    if not changelog.FORM.fullmatch(version):
        yield PROJECT, f"'{version}' is no version: write it as 1.2.3"
    elif tag and tag != f"v{version}":
        yield PROJECT, f"the version is {version}, but the tag is {tag}: make them agree"
    else:
        yield from ((PROJECT, fault) for fault in _not_raised(version, tag))
    for line, fault in sorted(changelog.faults(_text(CHANGELOG), version)):
        yield f"{CHANGELOG}:{line}", fault
    yield from _said_elsewhere(version)
    yield from (("git", fault) for fault in _commit())


def _not_raised(version: str, tag: str) -> Iterator[str]:
    """The version has to be above all that were released."""
    own = _numbers(version)
    released = [
        name.removeprefix("v")
        for name in _git("tag", "--list", "v*").split()
        if changelog.FORM.fullmatch(name.removeprefix("v")) and name != tag
    ]
    newest = max(released, key=_numbers, default="")
    if newest and _numbers(newest) >= own:
        yield f"version {version} is not above v{newest}, which was released: raise it"


def _said_elsewhere(version: str) -> Iterator[tuple[str, str]]:
    """What users copy has to name this version."""
    for path in [Path("README.md"), *sorted(Path("docs").rglob("*.md"))]:
        for number, line in enumerate(_text(path).splitlines(), 1):
            for said in _SAID.findall(line):
                if said != version:
                    yield f"{path.as_posix()}:{number}", f"it says v{said}: write v{version}"


def _commit() -> Iterator[str]:
    """What is released was committed, and went through CI on `main`."""
    if _git("status", "--porcelain"):
        yield "something is not committed: commit it, or put it away"
    known = _git("for-each-ref", "--format=%(objectname)", MAIN)
    if known and _git("merge-base", "HEAD", MAIN) != _git("rev-parse", "HEAD"):
        yield "the commit is not part of main: merge it first, and wait for CI"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _text(path: str | Path) -> str:
    return Path(path).read_text("utf-8")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, check=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
