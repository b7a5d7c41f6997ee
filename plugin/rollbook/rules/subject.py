"""The subject: one SOP, as a rule looks at it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rollbook.loading.files import Key
from rollbook.loading.history import History
from rollbook.loading.shapes import Path
from rollbook.model.derived import Derived
from rollbook.model.records import Record
from rollbook.model.runs.procedure import Procedure
from rollbook.rules.ways.walked import Walked, walked

COMMANDS = ("run", "undo", "find", "live", "logs")
"""The fields that hold a command or a query; `undo` only beside a `run`."""


@dataclass(frozen=True)
class Subject(Derived):
    """One SOP with all that follows from it, what is written in its file, and its records.

    `handbook` may hold no SOP but this one; `sops` are the ids of all, `rules` those of all rules.
    `broken` are the rules that the SOP was found to break, or that nobody asked.
    """

    written: Mapping[str, Any]
    records: Mapping[Key, Record]
    sops: Collection[str]
    rules: Collection[str]
    history: History
    broken: frozenset[str] = frozenset()

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text in the file, with the path to it, in the order of the file."""
        return tuple(_texts((), self.written))

    @cached_property
    def commands(self) -> tuple[tuple[Path, str], ...]:
        """Every command and query in the file, with the path to it."""
        return tuple(
            (path, text)
            for path, text in self.texts
            if path[-1] in COMMANDS
            and (path[-1] != "undo" or "run" in self.written[str(path[0])][path[1]])
        )

    @cached_property
    def walked(self) -> Walked:
        """How the procedure ends, whatever is answered, as far as it is worth to look."""
        return walked(Procedure.of(self.sop))

    @property
    def is_cut(self) -> bool:
        """Whether rules have looked at the ways, and not all of them were walked."""
        return "walked" in vars(self) and not self.walked.whole

    def at(self, step: str, *words: str | int) -> Path:
        """The path to a step, or to something in it."""
        section = "steps" if step in self.sop.steps else "fallback"
        return (section, step, *words)


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*path, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts((*path, index), inner)
