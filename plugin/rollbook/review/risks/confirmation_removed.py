"""A step in which checks are read is gone."""

from __future__ import annotations

from rollbook.review.edits import FORM, Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "steps":
        return None
    gone = edit.kind == "removed" and not edit.field and "check" in edit.old
    if gone or (edit.field == FORM and edit.before == "check"):
        return "so its checks are not read there"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="It is called over without anybody having looked.",
    decides=_decides,
)
