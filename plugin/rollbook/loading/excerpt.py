"""Excerpts: where a few words of a value stand in the text of its file."""

from __future__ import annotations

import re

from rollbook.loading.marks import Document, Marks, Place, Span
from rollbook.loading.shapes import Path

_BREAK = re.compile(r"\r\n|\r|\n")


def excerpt_place(document: Document, path: Path, words: str) -> Place | None:
    """Where the words stand, or nothing where they stand in the file in another way.

    That is so with words that are written with escapes, or that go over the end of a line.
    """
    span = _span_of(document, path)
    if span is None or not words or _BREAK.search(words):
        return None
    first, column, last, end = span
    lines = document.lines[first : last + 1]
    if first < last and lines[0][column : column + 1] in ("|", ">"):
        # Behind the sign of a block there may be a comment, which is no part of the text.
        first, column, lines = first + 1, 0, lines[1:]
    for number, line in enumerate(lines, start=first):
        found = line.find(words, column, end if number == last else None)
        if found >= 0:
            return Place(number + 1, found + 1, len(words))
        column = 0
    return None


def lines_of(document: Document, path: Path, *, key: bool) -> range:
    """The lines of the text at a path, or of the key of what stands there, from 1."""
    above = document.marks_at(path[:-1]) if key else None
    span = above.keys[str(path[-1])] if isinstance(above, Marks) else _span_of(document, path)
    return range(span[0] + 1, span[2] + 2) if span else range(0)


def is_open(document: Document, path: Path) -> bool:
    """Whether a mapping or list stands at a path, or nothing."""
    return _span_of(document, path) is None


def _span_of(document: Document, path: Path) -> Span | None:
    """Where the text at a path stands; nothing for what is not there, or is no text."""
    here = document.marks_at(path)
    return None if isinstance(here, Marks) else here
