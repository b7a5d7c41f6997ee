"""A way to escalate is gone."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "escalation" and edit.kind == "removed" and not edit.field
    return "so nobody takes over" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A procedure that is stuck stays stuck.",
    decides=_decides,
)
