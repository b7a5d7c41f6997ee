"""The components of an SOP: what goes back, in which order, and what feels it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.component import Component
from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.figure import figure
from rollbook.views.pictures import components_picture, concerned
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
    shown = concerned(dossier)
    drawn = _drawn(dossier) if shown else Markup("")
    return render("sop/components", figure=drawn, rows=_rows(dossier, shown))


def _drawn(dossier: Dossier) -> Markup:
    return figure(dossier, components_picture(dossier), render("map_legend"))


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
