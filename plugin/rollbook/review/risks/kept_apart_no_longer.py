"""One person may play two roles that were kept apart."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "roles" or edit.field != "not" or edit.kind == "added":
        return None
    return "so one person may play both"


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What two people had to agree on, one does now.",
    decides=_decides,
)
