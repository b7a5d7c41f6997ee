"""Layouts: the lines of a document's text, and what in them is neither key nor value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rollbook.loading.marks import Document, Marks, Span

BREAK = re.compile(r"\r\n|\r|\n")
_BLOCK = re.compile(r"([|>][^\s#]*)([^\r\n]*)")
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True)
class Layout:
    """Where things stand in the text of a document, in code points from its start."""

    document: Document

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in BREAK.finditer(self.document.text))]

    def stretch(self, span: Span) -> tuple[int, int]:
        """Where a span begins and ends."""
        line, column, last_line, last_column = span
        return self.starts[line] + column, self.starts[last_line] + last_column

    @cached_property
    def skeleton(self) -> str:
        """The text, as long as it is, with keys and values as `x` and comments as `#`."""
        text = self.document.text
        parts, done = list[str](), 0
        for start, end in map(self.stretch, _scalars(self.document.marks)):
            parts.append(text[done:start])
            if block := _BLOCK.match(text, start, end):
                # Behind the sign of a block there may be a comment, which is no part of the value.
                parts += [_crossed_out(block[1]), block[2]]
                start = block.end()
            parts.append(_crossed_out(text[start:end]))
            done = end
        parts.append(text[done:])
        return _COMMENT.sub(lambda found: "#" * len(found[0]), "".join(parts))


def last_span(marks: Span | Marks) -> Span:
    """What stands last in a value."""
    while isinstance(marks, Marks):
        if not marks.items:
            return marks.span
        marks = marks.items[next(reversed(marks.items))]
    return marks


def _scalars(marks: Span | Marks) -> Iterator[Span]:
    """Every key and value, in the order of the file."""
    if not isinstance(marks, Marks):
        yield marks
        return
    for word, item in marks.items.items():
        if marks.keys:
            yield marks.keys[str(word)]
        yield from _scalars(item)


def _crossed_out(text: str) -> str:
    return re.sub(r"\S", "x", text)
