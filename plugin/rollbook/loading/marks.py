"""Documents: values, and where in the text each of them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

Span = tuple[int, int, int, int]
"""First line and column, last line and column; from 0, in code points."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: line and column from 1, and how many code points to underline."""

    line: int
    column: int
    width: int


@dataclass(slots=True)
class Marks:
    """The places in one mapping or list; `keys` is empty for a list."""

    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    items: dict[str | int, Span | Marks] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """The value of a file, in plain Python, with the places of all its parts."""

    value: object
    marks: Span | Marks
    text: str

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at a path stands, or its key; for what is not there, where it belongs.

        That is the key of the nearest part that is there, or the first line.
        """
        here: Span | Marks = self.marks
        key_span: Span | None = None
        for word in path:
            if not isinstance(here, Marks) or word not in here.items:
                return self._place(key_span or _span(here), at_top=key_span is None)
            key_span = here.keys.get(str(word), key_span) if here.keys else _span(here.items[word])
            here = here.items[word]
        wanted = key_span if key and key_span else _span(here)
        return self._place(wanted, at_top=not path)

    def marks_at(self, path: Sequence[str | int]) -> Span | Marks | None:
        """The places of what stands at a path; nothing where nothing does."""
        here: Span | Marks = self.marks
        for word in path:
            if not isinstance(here, Marks) or word not in here.items:
                return None
            here = here.items[word]
        return here

    def _place(self, span: Span, *, at_top: bool) -> Place:
        if at_top:
            return Place(1, 1, 1)
        line, column, last_line, last_column = span
        if last_line == line:
            return Place(line + 1, column + 1, max(1, last_column - column))
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(line + 1, column + 1, max(1, len(text.rstrip()) - column))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return re.split(r"\r\n|\r|\n", self.text)


def _span(marks: Span | Marks) -> Span:
    return marks.span if isinstance(marks, Marks) else marks
