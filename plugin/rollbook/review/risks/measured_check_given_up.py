"""A check that was measured is a question."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    asked = edit.section == "checks" and edit.field == FORM and edit.after == "ask"
    return "so nothing is measured" if asked else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="An answer that somebody gives at the end of a long night is not a measurement.",
    decides=_decides,
)
