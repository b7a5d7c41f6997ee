"""The SOPs by system."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from rollbook.views.addresses import anchor, link, sop_page
from rollbook.views.badges import Badge, approval, drill, review, status
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.prose import inline
from rollbook.views.rendering import render
from rollbook.views.trees import tree
from rollbook.views.words import duration, title_case

MOST_TRIGGERS = 300
"""Triggers that are drawn on the page of all SOPs: some 3 kB each, on a phone and a bad night."""


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
    """A system with its SOPs; `tree` leads to them from what a person sees."""

    id: str
    name: str
    entries: list[Entry]
    anchor: str = ""
    tree: Markup | None = None


def systems_of(library: Library, *, retired: bool = False) -> list[System]:
    """The systems with the SOPs that are in use, or with those that are retired."""
    systems = []
    for name, dossiers in library.systems.items():
        wanted = [d for d in dossiers if (d.sop.status == "retired") == retired]
        if wanted:
            systems.append(System(name, title_case(name), [_entry(d) for d in wanted]))
    return systems


def systems(library: Library) -> Markup:
    """Every SOP, by the system that it belongs to; the retired ones apart."""
    found = [replace(s, anchor=anchor("system", s.id)) for s in systems_of(library)]
    if sum(len(dossier.sop.triggers) for dossier in library.in_use()) <= MOST_TRIGGERS:
        found = [replace(system, tree=_tree(library, system.id)) for system in found]
    return render(
        "handbook/systems",
        systems=found,
        retired=systems_of(library, retired=True),
    )


def _tree(library: Library, system: str) -> Markup | None:
    """What leads to the SOPs of a system; a single trigger needs no tree."""
    in_use = [d for d in library.systems[system] if d.sop.status != "retired"]
    several = sum(len(dossier.sop.triggers) for dossier in in_use) > 1
    return tree(library, system) if several else None


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
