"""A trigger fires at more values."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import bound, holds_within
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "triggers" or edit.field != "when" or edit.kind != "changed":
        return None
    if edit.old.get("metric") != edit.new.get("metric"):
        return None  # two scales cannot be compared
    old, new = bound(edit.before), bound(edit.after)
    if old is None or new is None or holds_within(new, old):
        return None
    return "so it fires earlier" if holds_within(old, new) else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="People are called earlier, and more often.",
    decides=_decides,
)
