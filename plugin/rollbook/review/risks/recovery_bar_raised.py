"""A check passes at fewer values."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import bound, holds_within
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "checks" or edit.field != "expect":
        return None
    if edit.old.get("metric") != edit.new.get("metric"):
        return None  # two scales cannot be compared
    old, new = bound(edit.before), bound(edit.after)
    if old is None or new is None or holds_within(old, new):
        return None
    return "so it passes later" if holds_within(new, old) else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="It is harder to call it over.",
    decides=_decides,
)
