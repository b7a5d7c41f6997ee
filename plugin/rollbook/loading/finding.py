"""Findings: what is wrong in a user's file, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rollbook.loading.fix import Fix

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A problem at a place of a file.

    `line` and `column` count from 1, in code points; `width` is how many of them to underline.
    Where a rule has found it, `path` leads to it in the document, `sop` names the SOP, if it is
    about one, and `fix` mends it. A `secret` is never taken for known.
    """

    file: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str = ""
    width: int = 1
    path: tuple[str | int, ...] = field(default=(), compare=False)
    fix: Fix | None = field(default=None, compare=False)
    sop: str = field(default="", compare=False)
    secret: bool = field(default=False, compare=False)
