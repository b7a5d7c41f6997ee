"""Globs: names of files with gaps, read as git reads those of `.gitignore`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(r"[*?\[\\]")
_CLASS = re.compile(r"\[([!^]?)(\]?[^\]]*)\]")
_RANGE = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_LAST = chr(0x10FFFF)
_LONGEST = 4096
"""How long the name of a file can be."""


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern; `start` is how every name begins that it fits, `out` takes names out again."""

    start: str
    fits: re.Pattern[str]
    out: bool


def matched(globs: Iterable[str], names: Sequence[str]) -> set[str]:
    """Those of the sorted names that the globs fit; where several fit, the last one counts."""
    found: set[str] = set()
    for glob in filter(None, map(_read, globs)):
        if glob.out:
            found = {name for name in found if not glob.fits.match(name)}
        else:
            begin = bisect_left(names, glob.start)
            end = bisect_left(names, glob.start + _LAST)
            found.update(name for name in names[begin:end] if glob.fits.match(name))
    return found


@lru_cache(maxsize=4096)
def _read(text: str) -> Glob | None:
    """The glob that a text is; a comment is none, and neither is nothing, nor what fits no name."""
    out = text.startswith("!")
    pattern = text[out:].rstrip()
    whole = pattern.strip("/")
    if not whole or pattern.startswith("#") or len(pattern) > _LONGEST:
        return None
    anchored = "/" in pattern.rstrip("/")
    special = _SPECIAL.search(whole)
    start = (whole[: special.start()] if special else whole) if anchored else ""
    segments = whole.split("/") if anchored else ["**", whole]
    inside = pattern.endswith("/") or segments[-1] == "**"
    while segments and segments[-1] == "**":
        segments.pop()
    # A folder's pattern fits what is in it; any other a file, or what is in a folder of that name.
    end = ("/.+" if inside else r"(?:/.+)?\Z") if segments else ".+"
    return Glob(start, re.compile(_expression(segments) + end, re.DOTALL), out)


def _expression(segments: Sequence[str]) -> str:
    """An expression that matches in linear time, since the globs come from strangers.

    What stands between two gaps has one width: where it fits first, no later place is better, so
    that nothing is tried twice.
    """
    groups: list[list[str]] = [[]]
    for segment in segments:
        if segment == "**":
            groups.append([])
        else:
            groups[-1].append(_segment(segment))
    first, *others = ("/".join(group) for group in groups)
    gaps = [rf"(?>(?:[^/]+/)*?{group})" for group in others if group]
    return "/".join([first, *gaps] if first else gaps)


def _segment(text: str) -> str:
    """The expression of what stands between two slashes."""
    chunks: list[list[str]] = [[]]
    at, closed = 0, text.rfind("]")
    while at < len(text):
        if text[at] == "*":
            chunks.append([])
            at += 1
        else:
            character, at = _character(text, at, closed)
            chunks[-1].append(character)
    first, *middle = map("".join, chunks)
    last = rf"[^/]*{middle.pop()}" if middle else ""
    gaps = "".join(rf"(?>[^/]*?{chunk})" for chunk in middle if chunk)
    return rf"{first}{gaps}{last}(?=/|\Z)"


def _character(text: str, at: int, closed: int) -> tuple[str, int]:
    """The expression of one character, and where the next one begins.

    `closed` is where the last class ends: to look for that from every bracket takes too long.
    """
    if text[at] == "?":
        return "[^/]", at + 1
    if text[at] == "\\" and at + 1 < len(text):
        return re.escape(text[at + 1]), at + 2
    if text[at] == "[" and at < closed and (found := _CLASS.match(text, at)):
        return _one_of(found[2], other=bool(found[1])), found.end()
    return re.escape(text[at]), at + 1


def _one_of(text: str, *, other: bool) -> str:
    """One of the characters, or of all others; a range that runs backwards holds none."""
    inner = "".join(
        re.escape(one) if one else f"{re.escape(low)}-{re.escape(high)}" if low <= high else ""
        for low, high, one in _RANGE.findall(text)
    )
    if not inner:
        return "[^/]" if other else "(?!)"
    return f"(?!/)[{'^' if other else ''}{inner}]"
