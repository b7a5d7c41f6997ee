"""Nothing says any more how people know that a step worked."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "steps" and edit.field == "expect" and edit.kind == "removed"
    return "so nobody sees whether it worked" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A step that failed in silence is found at the end, if at all.",
    decides=_decides,
)
