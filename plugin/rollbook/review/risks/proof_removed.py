"""A target is no longer said to have been proven."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "targets" and edit.field == "proven" and edit.kind == "removed"
    return "so nobody knows whether it works" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A state that nobody has tried may be as broken as this one.",
    decides=_decides,
)
