"""The SOPs by system."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import link, sop_page
from rollbook.views.badges import Badge, approval, drill, review, status
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.prose import inline
from rollbook.views.rendering import render
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Entry:
    """An SOP as it is shown in a list."""

    title: str
    href: str
    covers: Markup
    owner: str
    rto: str
    critical: str
    late: bool
    badges: list[Badge]


@dataclass(frozen=True, slots=True)
class System:
    """A system with its SOPs."""

    name: str
    entries: list[Entry]


def systems_of(library: Library, *, retired: bool = False) -> list[System]:
    """The systems with the SOPs that are in use, or with those that are retired."""
    systems = []
    for name, dossiers in library.systems.items():
        wanted = [d for d in dossiers if (d.sop.status == "retired") == retired]
        if wanted:
            systems.append(System(title_case(name), [_entry(dossier) for dossier in wanted]))
    return systems


def systems(library: Library) -> Markup:
    """Every SOP, by the system that it belongs to; the retired ones apart."""
    return render(
        "handbook/systems",
        systems=systems_of(library),
        retired=systems_of(library, retired=True),
    )


def _entry(dossier: Dossier) -> Entry:
    sop = dossier.sop
    return Entry(
        sop.title,
        link(sop_page(dossier.id)),
        inline(sop.covers),
        dossier.team(sop.owner),
        duration(sop.rto.seconds),
        duration(dossier.critical_path.seconds),
        dossier.critical_path.seconds > sop.rto.seconds,
        [
            status(dossier),
            *(b(dossier) for b in (approval, review, drill) if sop.status != "retired"),
        ],
    )
