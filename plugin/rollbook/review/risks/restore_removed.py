"""A component is no longer put back."""

from __future__ import annotations

from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.risk import RiskRule
from rollbook.review.wording.sentences import marked


def _decides(edit: Edit, pair: Pair) -> str | None:
    if edit.section != "steps" or edit.kind != "removed":
        return None
    if edit.field == "restores" or (not edit.field and "restores" in edit.old):
        component = edit.old.get("restores")
        others = [s.get("restores") for s in pair.sections[1]["steps"].values()]
        return None if component in others else f"so {marked(component)} is left as it is"
    return None


RISK = RiskRule(
    module=__name__,
    risk="weakening",
    why="What failed is left as it is.",
    decides=_decides,
)
