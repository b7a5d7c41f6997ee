"""A check is gone, or nobody reads it."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, pair: Pair) -> str | None:
    if edit.kind != "removed":
        return None
    if edit.section == "checks" and not edit.field:
        return "so nobody looks at it"
    if edit.section == "steps" and edit.field == "check":
        read = {
            name for step in pair.sections[1]["steps"].values() for name in step.get("check") or ()
        }
        elsewhere = edit.member in read
        return None if elsewhere else "so nobody looks at it before it is called over"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What nobody looks at is said to be well.",
    decides=_decides,
)
