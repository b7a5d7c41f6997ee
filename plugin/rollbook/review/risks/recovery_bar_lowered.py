"""A check passes at values at which it did not."""

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
    if old is None or new is None or holds_within(new, old):
        return None
    return "so it passes sooner" if holds_within(old, new) else "so it passes where it failed"


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A half recovery is called a whole one.",
    decides=_decides,
)
