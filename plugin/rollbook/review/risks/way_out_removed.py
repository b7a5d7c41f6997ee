"""A step that fails, or an answer of no, leads nowhere."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps" or edit.kind != "removed":
        return None
    if edit.field == "on_fail":
        return "so nothing says what to do when it fails"
    return "so nothing says what to do when the answer is no" if edit.field == "otherwise" else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="At night nobody invents what the procedure leaves open.",
    decides=_decides,
)
