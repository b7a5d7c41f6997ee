"""A rule: what it is called, why it is there, and what it finds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rollbook.loading import marks
from rollbook.loading.files import Key
from rollbook.loading.finding import Level
from rollbook.loading.fix import Fix
from rollbook.loading.held import Held
from rollbook.loading.shapes import Path
from rollbook.rules.overview import Overview
from rollbook.rules.subject import Subject

Place = Literal["sop", "handbook", "incident", "drill", "approval", "review"]
"""The file in which the example of a rule stands."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of an SOP's file, or of another `file`.

    `excerpt` are the words, of the text that stands there, which are meant. `key` means the key of
    what stands there; a path to a mapping or list always does. A path that leads nowhere means the
    nearest part that is there; where no path leads to it, `place` says where it is. A `secret` is
    never taken for known.
    """

    path: Path
    message: str
    hint: str = ""
    excerpt: str = ""
    fix: Fix | None = None
    file: Key | None = None
    key: bool = False
    secret: bool = False
    place: marks.Place | None = None


def nothing(_: object) -> Iterator[Fault]:
    """Find no fault."""
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a good SOP does not do; it is named and grouped by its `module`.

    `bad` and `good` are parts of a file, said by `place`: `bad` breaks this rule and no other,
    `good` breaks none. `check` looks at each SOP in use, `afterwards` too, knowing what the others
    have found, and `across` at all SOPs together. `secrets` looks at those of each file, be it of
    a retired SOP, of a record, or one that cannot be read.
    """

    module: str
    level: Level
    why: str
    bad: str
    good: str
    place: Place = "sop"
    check: Callable[[Subject], Iterable[Fault]] = nothing
    secrets: Callable[[Sequence[Held]], Iterable[Fault]] = nothing
    afterwards: Callable[[Subject], Iterable[Fault]] = nothing
    across: Callable[[Overview], Iterable[Fault]] = nothing

    @property
    def id(self) -> str:
        """The name of its file, with hyphens."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def finds(self) -> str:
        """The first line of its module: the fault, in a sentence; empty where it says none."""
        doc = getattr(sys.modules.get(self.module), "__doc__", None) or ""
        return doc.strip().partition("\n")[0]

    @property
    def group(self) -> str:
        """The name of its folder: what the rule is about."""
        return self.module.split(".")[-2]
