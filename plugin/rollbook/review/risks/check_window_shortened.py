"""A check looks at a shorter time."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "checks" or edit.field != "over":
        return None
    if edit.kind == "removed" or rises(edit.before, edit.after) is False:
        return "so less is looked at"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A value that is good for a minute is no recovery.",
    decides=_decides,
)
