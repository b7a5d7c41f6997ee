"""Files whose changes made the SOP stale are not watched."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "" and edit.field == "review.watch" and edit.kind == "removed"
    return "" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="The SOP goes wrong with the next change of that code, and nobody is told.",
    decides=_decides,
)
