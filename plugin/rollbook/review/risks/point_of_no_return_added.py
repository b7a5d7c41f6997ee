"""A step can no longer be taken back."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    new = edit.section == "steps" and edit.field == "point_of_no_return" and edit.kind == "added"
    return "so there is no way back" if new else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A step that goes wrong has to be lived with.",
    decides=_decides,
)
