"""A notice may come later."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.section != "notices" or edit.field != "within":
        return None
    if edit.kind == "removed" or rises(edit.before, edit.after):
        return "so people learn of it later"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="Who is told late has acted on what was true before.",
    decides=_decides,
)
