"""People go back to another state."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return "" if edit.section == "targets" and edit.field in ("ref", "digest") else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="It is a state that has to have been proven; the digest leaves versions out.",
    decides=_decides,
)
