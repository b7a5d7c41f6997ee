"""The targets of an SOP: the states that are safe to go back to."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.target import Target
from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render


@dataclass(frozen=True, slots=True)
class Row:
    """A target as it is shown; `rank` says which one it is where there are several."""

    anchor: str | None
    component: str
    rank: str
    target: Target
    url: str | None


def targets(dossier: Dossier) -> Markup:
    """Component → the reference to go back to, best first."""
    rows = [
        _row(dossier, name, target, index, len(listed))
        for name, listed in dossier.sop.targets.items()
        for index, target in enumerate(listed)
    ]
    return render("sop/targets", rows=rows)


def _row(dossier: Dossier, name: str, target: Target, index: int, count: int) -> Row:
    return Row(
        anchor("target", name) if not index else None,
        dossier.components[name].name,
        ("first choice" if not index else f"if that fails, {index + 1}") if count > 1 else "",
        target,
        target.ref.bare if target.ref.scheme == "url" else None,
    )
