"""A trigger that was measured hangs on somebody's judgement."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    judged = edit.section == "triggers" and edit.field == FORM and edit.after == "judgement"
    return "so nothing fires by itself" if judged else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Nobody is woken by a judgement that nobody makes.",
    decides=_decides,
)
