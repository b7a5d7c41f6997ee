"""Data that was wrong is no longer made again."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    gone = edit.section == "steps" and edit.field == "reprocess" and edit.kind == "removed"
    return "so it stays as it was computed" if gone else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What was computed from the bad state stays wrong.",
    decides=_decides,
)
