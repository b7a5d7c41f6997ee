"""An answer that goes into a command is checked less."""

from __future__ import annotations

from rollbook.model.pattern import pattern
from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule

_PROBES = (";", "&", "|", "$(a)", "`a`", "a b", "'", '"', ">a", "../a", "*", "-a", "a\nb")
"""What has no place in an answer that a shell gets to see."""
_LONG = 100
"""No longer example is tried."""


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "inputs" or edit.field != "pattern" or edit.kind == "added":
        return None
    if edit.kind == "removed":
        return "so any answer is taken"
    told = (str(entry.get("example", "")) for entry in (edit.old, edit.new))
    examples = {"", *(example for example in told if len(example) <= _LONG)}
    before, after = pattern(edit.before), pattern(edit.after)
    let_in = [
        text
        for example in examples
        for probe in _PROBES
        for text in (f"{example}{probe}", f"{probe}{example}")
        if after.fits(text) and not before.fits(text)
    ]
    return "so it lets in what a shell acts on" if let_in else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What a tired person types is run as it is.",
    decides=_decides,
)
