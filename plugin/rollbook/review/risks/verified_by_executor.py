"""The executor checks its own work."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.after != "executor" or edit.before in (None, "executor"):
        return None
    reads = edit.section == "steps" and edit.field == "by" and "check" in edit.new
    answers = edit.section == "checks" and edit.field in ("by", "sign")
    return "so the executor checks its own work" if reads or answers else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Whoever has worked on it for an hour wants to see that it worked.",
    decides=_decides,
)
