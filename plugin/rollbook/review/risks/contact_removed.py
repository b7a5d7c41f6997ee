"""A team cannot be reached as before."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "teams" and edit.field == "contact" and edit.kind == "removed"
    return "so nothing says how to reach it" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A team that nobody can reach plays no role.",
    decides=_decides,
)
