"""The changelog, as far as a release needs it."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

UNRELEASED = "Unreleased"
FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
"""What a version looks like."""

_HEADING = re.compile(r"^## (?:\[(?P<name>[^\]]+)\](?: - (?P<day>.+))?|(?P<other>.*))$")
_LINK = re.compile(r"^\[[^\]]+\]: \S+$")


@dataclass(frozen=True)
class Section:
    """What changed in one version."""

    line: int
    """Where it begins, counted from 1."""

    name: str
    """The version, or `Unreleased`."""

    day: str
    """When it was released, as it stands there; empty where nothing does."""

    notes: str
    """What it says, in Markdown."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version as something that can be compared; empty where it is none."""
        return tuple(map(int, self.name.split("."))) if FORM.fullmatch(self.name) else ()


def sections(text: str) -> list[Section]:
    """The sections of a changelog, in its order."""
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    found = []
    for start, end in itertools.pairwise([*starts, len(lines)]):
        heading = _HEADING.match(lines[start])
        name = (heading and (heading["name"] or heading["other"])) or ""
        notes = "\n".join(line for line in lines[start + 1 : end] if not _LINK.match(line))
        day = (heading and heading["day"]) or ""
        found.append(Section(start + 1, name.strip(), day.strip(), notes.strip()))
    return found


def faults(text: str, version: str) -> Iterator[tuple[int, str]]:
    """What keeps this version from being released, by the line that it is about."""
    found = sections(text)
    if not found or found[0].name != UNRELEASED:
        yield 1, f"the first section is not [{UNRELEASED}]: open one for what comes next"
    elif found[0].notes:
        yield found[0].line, f"[{UNRELEASED}] is not empty: move it below [{version}]"
    released = [section for section in found if section.name != UNRELEASED]
    yield from _newest(released, version)
    for section in found:
        if f"\n[{section.name}]: https://" not in text:
            yield section.line, f"[{section.name}] leads nowhere: add its address at the end"
    yield from _order(released)


def _newest(released: list[Section], version: str) -> Iterator[tuple[int, str]]:
    """That the newest section is the one of this version, with a day and something to say."""
    section = next((one for one in released if one.name == version), None)
    if section is None:
        yield 1, f"there is no section [{version}]: say what it brings"
        return
    if section is not released[0]:
        yield section.line, f"[{version}] is not the newest section: put it on top"
    if not re.sub(r"(?m)^#.*$", "", section.notes).strip():
        yield section.line, f"[{version}] says nothing: say what it brings"


def _order(released: list[Section]) -> Iterator[tuple[int, str]]:
    """That every section has a day and a version, and is older than the one above it."""
    days: list[datetime.date] = []
    for section in released:
        if not section.numbers:
            yield section.line, f"'{section.name}' is no version: write it as 1.2.3"
        try:
            days.append(datetime.date.fromisoformat(section.day))
        except ValueError:
            yield section.line, f"[{section.name}] has no day: write it as ' - 2026-12-01'"
            continue
        if len(days) > 1 and days[-1] > days[-2]:
            yield section.line, f"[{section.name}] is younger than what is above it: mend the day"
    for newer, older in itertools.pairwise(released):
        if newer.numbers and older.numbers and newer.numbers <= older.numbers:
            yield older.line, f"[{older.name}] is below [{newer.name}]: the newest comes first"
