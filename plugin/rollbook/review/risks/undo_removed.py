"""The way back from a step is gone."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps" or edit.field != "undo" or edit.before in (None, "none"):
        return None
    return "so there is no way back" if edit.after in (None, "none") else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A step that goes wrong has to be lived with.",
    decides=_decides,
)
