"""An answer that goes into a command is checked less."""

from __future__ import annotations

import re

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule

_PROBES = (";", "&", "|", "$(a)", "`a`", "a b", "'", '"', ">a", "../a", "*", "-a", "a\nb")
"""What has no place in an answer that a shell gets to see."""


def _fits(pattern: str, text: str) -> bool:
    return any(re.fullmatch(pattern, around.format(text)) for around in ("{}", "a{}", "1{}"))


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "inputs" or edit.field != "pattern" or edit.kind == "added":
        return None
    if edit.kind == "removed":
        return "so anything can be put into the command"
    let_in = [p for p in _PROBES if _fits(edit.after, p) and not _fits(edit.before, p)]
    return "so it lets in what a shell acts on" if let_in else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What a tired person types is run as it is.",
    decides=_decides,
)
