"""Everyone and every SOP: which team plays which role where."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import link, sop_page, team_page
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.roles import Chip, chip


@dataclass(frozen=True, slots=True)
class Part:
    """A role that a team plays in an SOP; as its deputy, where `deputy` says so."""

    chip: Chip
    href: str
    deputy: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A team with its parts, SOP by SOP."""

    name: str
    href: str
    cells: list[list[Part]]


def roles(library: Library) -> Markup:
    """The matrix of the teams and the SOPs in use."""
    dossiers = list(library.in_use())
    rows = [
        Row(team.name, link(team_page(name)), [parts(dossier, name) for dossier in dossiers])
        for name, team in library.handbook.shared.teams.items()
    ]
    return render(
        "handbook/roles",
        sops=[(dossier.sop.title, link(sop_page(dossier.id))) for dossier in dossiers],
        rows=rows,
    )


def parts(dossier: Dossier, team: str) -> list[Part]:
    """The roles that a team plays in an SOP, its own before those as a deputy."""
    own, as_deputy = [], []
    for name, role in dossier.sop.roles.items():
        shown = chip(dossier, name)
        if shown and role.who == team:
            own.append(Part(shown, link(sop_page(dossier.id), "role", name), deputy=False))
        elif shown and role.deputy == team:
            as_deputy.append(Part(shown, link(sop_page(dossier.id), "role", name), deputy=True))
    return [*own, *as_deputy]
