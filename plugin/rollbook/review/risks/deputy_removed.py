"""A role has no deputy."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "roles" and edit.field == "deputy" and edit.kind == "removed"
    return "so nobody stands in" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="One telephone that is off stops the rollback.",
    decides=_decides,
)
