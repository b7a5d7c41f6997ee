"""The reasons why a change is grave or harmless, as reviewers read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.review.change import RISKS, Risk
from rollbook.review.risk import risk_rules
from rollbook.views.library import Library
from rollbook.views.rendering import render

_TITLES: Mapping[Risk, str] = {
    "weakening": "Weakens the control",
    "procedural": "Changes what people do",
    "cosmetic": "Changes only how it reads",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A reason as it is shown."""

    id: str
    says: str
    why: str


def risks(library: Library) -> Markup:
    """Every reason by its class, the gravest first."""
    groups = [
        (_TITLES[risk], [Row(r.id, r.says, r.why) for r in risk_rules() if r.risk == risk])
        for risk in reversed(RISKS)
    ]
    return render("handbook/risks", groups=groups)
