"""Somebody else answers for the SOP, or is reached in another way."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    owner = edit.section == "" and edit.field == "owner"
    return "" if owner or (edit.section == "teams" and edit.field == "contact") else None


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="People ask, and call, whoever is named there; the digest leaves it out.",
    decides=_decides,
)
