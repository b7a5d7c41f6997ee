"""Something that alerts or people link to has another id."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.kind != "renamed":
        return None
    return "so alerts have to link to its new address" if edit.section == "triggers" else ""


RISK = RiskRule(
    module=__name__,
    risk="procedural",
    why="Alerts link to a trigger by its id: the old address leads nowhere.",
    decides=_decides,
)
