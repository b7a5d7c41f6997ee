"""It goes on where it stopped or escalated."""

from __future__ import annotations

from rollbook.model.flow import EXITS
from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule
from rollbook.review.side import LINE


def _decides(edit: Edit, pair: Pair) -> str | None:
    if edit.section != "steps" or edit.field not in ("on_fail", "otherwise", "cases", "then"):
        return None
    step = pair.sections[1]["steps"].get(str(edit.after))
    goes_on = edit.before in EXITS and step is not None and step.get(LINE) == "steps"
    return "so it goes on where it stopped" if goes_on else None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What somebody was to look at first is gone past.",
    decides=_decides,
)
