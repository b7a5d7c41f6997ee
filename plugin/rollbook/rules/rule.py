"""A rule: what it is called, why it is there, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rollbook.loading.finding import Level
from rollbook.loading.shapes import Path
from rollbook.model.sop import Sop


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of an SOP."""

    path: Path
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a good SOP does not do.

    `bad` and `good` are parts of an SOP: `bad` breaks this rule and no other, `good` breaks none.
    """

    id: str
    why: str
    bad: str
    good: str
    level: Callable[[Sop], Level]
    check: Callable[[Sop, object], Iterator[Fault]]
