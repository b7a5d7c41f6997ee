"""A limit allows more than it did."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.measuring import rises, times_in
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule

_MOST = frozenset(("max", "maximum", "most", "limit", "cap", "ceiling", "budget", "tolerance"))
_LEAST = frozenset(("min", "minimum", "least", "floor", "quorum"))


def _limit(name: str) -> int:
    """1 for an upper limit, -1 for a lower one, 0 for what is none, by the words of its id."""
    words = set(name.split("-"))
    return -1 if words & _LEAST else 1 if words & _MOST else 0


def _decides(edit: Edit, _pair: Pair) -> str | None:
    if edit.kind != "changed":
        return None
    if edit.section == "values" and (sign := _limit(edit.id)):
        up = rises(edit.before, edit.after)
        return "so it allows more" if up is not None and up == (sign > 0) else None
    if edit.section == "escalation" and edit.field == "if":
        (before, was), (after, now) = times_in(str(edit.before)), times_in(str(edit.after))
        later = any(rises(one, other) for one, other in zip(was, now, strict=False))
        return "so it escalates later" if before == after and later else None
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="A limit is there because more than that has gone wrong.",
    decides=_decides,
)
