"""Missing data no longer alerts."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "metrics" or edit.field != "no_data" or edit.before == "ignore":
        return None
    return "so missing data says nothing" if edit.after in (None, "ignore") else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A metric that is not recorded looks like one that is well.",
    decides=_decides,
)
