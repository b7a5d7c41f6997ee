"""A rule is set aside for this SOP."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return "" if edit.section == "ignore" and edit.kind == "added" else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What the rule finds is found no more, also what comes later.",
    decides=_decides,
)
