"""Findings: what is wrong in a user's file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A problem at a place of a file.

    `line` and `column` count from 1, in code points; `width` is how many of them to underline.
    """

    file: str
    line: int
    column: int
    rule: str
    level: Level
    message: str
    hint: str = ""
    width: int = 1
