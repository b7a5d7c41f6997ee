"""An answer that goes into a command is checked less."""

from __future__ import annotations

import re

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule

_PROBES = (";", "&", "|", "$(a)", "`a`", "a b", "'", '"', ">a", "../a", "*", "-a", "a\nb")
"""What has no place in an answer that a shell gets to see."""
_LONG = 40
"""No longer text is tried: a pattern can take twice as long for each further sign."""


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text[:_LONG]) is not None


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "inputs" or edit.field != "pattern" or edit.kind == "added":
        return None
    if edit.kind == "removed":
        return "so any answer is taken"
    examples = {"", *(str(entry.get("example", "")) for entry in (edit.old, edit.new))}
    let_in = [
        text
        for example in examples
        for probe in _PROBES
        for text in (f"{example}{probe}", f"{probe}{example}")
        if _fits(edit.after, text) and not _fits(edit.before, text)
    ]
    return "so it lets in what a shell acts on" if let_in else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What a tired person types is run as it is.",
    decides=_decides,
)
