"""Placeholders: `${targets.model}` and its like, which stand for a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.model.handbook import Handbook
from rollbook.model.sop import Sop

WORDS = ("targets", "live", "values", "inputs")
"""What a placeholder can begin with."""

FIELDS = frozenset(("run", "do", "decide", "wait", "expect", "undo", "note", "ask", "find", "say"))
"""The fields in which placeholders stand for values."""

_FORM = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\.([A-Za-z0-9_][A-Za-z0-9_.-]*)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `${word.name}`, with `.id` for the last part of a target's reference."""

    text: str
    word: str
    name: str

    @property
    def key(self) -> str:
        """The id that it names."""
        return self.name.removesuffix(".id") if self.word == "targets" else self.name

    def value(self, handbook: Handbook, sop: Sop, place: int = 0) -> str | None:
        """What it stands for before the incident; nothing for what is only known during it.

        Of the targets of a component it is the one at `place`.
        """
        if self.word == "targets" and self.key in sop.targets:
            reference = sop.targets[self.key][place].ref
            return reference.version if self.name.endswith(".id") else reference.bare
        if self.word == "values" and self.key in (values := handbook.values(sop)):
            return str(values[self.key])
        return None


def split(text: str) -> Iterator[str | Placeholder]:
    """Take a text apart into what is written and what stands for something."""
    end = 0
    for match in _FORM.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield Placeholder(match[0], match[1], match[2])
        end = match.end()
    if end < len(text):
        yield text[end:]


def placeholders(text: str) -> list[Placeholder]:
    """Every placeholder of a text, in order."""
    if "${" not in text:  # as in nearly every text: to take them all apart took ten times as long
        return []
    return [part for part in split(text) if isinstance(part, Placeholder)]


def without_placeholders(text: str) -> str:
    """A text with nothing where its placeholders were."""
    return _FORM.sub("", text)
