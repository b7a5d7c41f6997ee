"""Nobody acts on it."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule


def _decides(edit: Edit, _pair: Pair) -> str | None:
    return ""


RISK = RiskRule(
    module=__name__,
    risk="cosmetic",
    why="The procedure digest leaves it out, and it is no control.",
    decides=_decides,
)
