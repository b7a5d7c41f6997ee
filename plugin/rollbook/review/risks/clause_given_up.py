"""Steps no longer count as meeting a clause of a standard."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return "" if edit.section == "satisfies" and edit.kind == "removed" else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="An auditor finds no control where there was one.",
    decides=_decides,
)
