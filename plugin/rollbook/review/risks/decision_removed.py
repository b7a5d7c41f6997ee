"""A question that could stop the procedure is gone."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps":
        return None
    gone = edit.kind == "removed" and not edit.field and "decide" in edit.old
    if gone or (edit.field == FORM and edit.before == "decide"):
        return "so nobody is asked"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What nobody is asked, nobody stops for.",
    decides=_decides,
)
