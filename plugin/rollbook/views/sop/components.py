"""The components of an SOP: what goes back, in which order, and what feels it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.diagrams import components_svgs
from rollbook.model.component import Component
from rollbook.model.restoring import needed, restored
from rollbook.views.addresses import anchor, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Row:
    """A component as it is shown; `wave` is its place in the restore order, from 1."""

    anchor: str
    component: Component
    kind: str
    owner: str | None
    needs: list[str]
    wave: int | None
    part: str
    propagation: str | None


def components(dossier: Dossier) -> Markup:
    """The map of the components and a table of them."""

    def href(kind: str, name: str) -> str:
        return link(sop_page(dossier.id), kind, name)

    shown = _shown(dossier)
    wide, narrow = components_svgs(dossier.sop, shown, dossier.waves, dossier.downstream, href)
    rows = _rows(dossier, shown)
    return render("sop/components", wide=Markup(wide), narrow=Markup(narrow), rows=rows)


def _shown(dossier: Dossier) -> dict[str, Component]:
    """What goes back, what that depends on, and what depends on it."""
    names = set(dossier.downstream)
    for name in restored(dossier.sop):
        names |= {name, *needed(name, dossier.components)}
    return {name: part for name, part in dossier.components.items() if name in names}


def _rows(dossier: Dossier, shown: dict[str, Component]) -> list[Row]:
    waves = {name: i for i, wave in enumerate(dossier.waves, 1) for name in wave}
    rows = [_row(dossier, name, part, waves.get(name)) for name, part in shown.items()]
    return sorted(rows, key=lambda row: row.wave or len(waves) + 1)


def _row(dossier: Dossier, name: str, part: Component, wave: int | None) -> Row:
    told = "feels it" if name in dossier.downstream else "stays as it is"
    return Row(
        anchor("component", name),
        part,
        title_case(part.kind),
        dossier.team(part.owner) if part.owner else None,
        [dossier.components[need].name for need in part.needs if need in dossier.components],
        wave,
        "goes back" if wave else told,
        duration(part.propagation.seconds) if part.propagation else None,
    )
