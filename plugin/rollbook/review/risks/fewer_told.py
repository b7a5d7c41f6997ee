"""Somebody is no longer told, or asked."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.kind != "removed":
        return None
    told = edit.section == "notices" and edit.field == "to"
    asked = edit.section == "steps" and edit.field in ("consult", "inform")
    return "" if told or asked else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Who is not told works against the rollback without knowing.",
    decides=_decides,
)
