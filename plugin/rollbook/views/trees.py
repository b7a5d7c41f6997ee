"""Trees of several SOPs: from what a person sees over its triggers to the SOP."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rollbook.diagrams import Figure, Picture, Procedure, System, system_tree, trigger_tree
from rollbook.model.sop import Sop
from rollbook.views.addresses import HOME, SOPS, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.figure import drawn
from rollbook.views.library import Library
from rollbook.views.pictures import procedure_of
from rollbook.views.symptoms import SYMPTOMS
from rollbook.views.words import title_case

MOST_OF_ALL = 40
"""Triggers that one figure shows of all SOPs."""
MOST_OF_SYSTEM = 60
"""Triggers that one figure shows of a system."""

NAME = "triggers"
_TITLE = "From symptom to procedure"


def triggers_picture_of(library: Library, system: str | None = None) -> Picture | None:
    """The tree of a system, or of all SOPs in use; None where there is nothing to draw.

    A picture helps as long as an eye can follow its lines, and a person who is paged waits for
    all of it: of more triggers that of all SOPs leads to the systems, each of which has a tree of
    its own, and a system with too many of them for one is read as a list.
    """
    found = [d for d in library.in_use() if system in (None, d.sop.system)]
    count = sum(len(dossier.sop.triggers) for dossier in found)
    if not found or (system is not None and count > MOST_OF_SYSTEM):
        return None
    if system is None and count > MOST_OF_ALL:
        return Picture(NAME, _systems(found), "tree")
    title = _TITLE if system is None else f"{_TITLE}: {title_case(system)}"
    name = f"{NAME}-{system}" if system else NAME
    return Picture(name, trigger_tree(title, SYMPTOMS, _procedures(found, system)), "tree")


def tree(library: Library, system: str | None = None) -> Markup:
    """The tree as a figure whose boxes lead to other pages; nothing where there is none."""
    picture = triggers_picture_of(library, system)
    if picture is None:
        return Markup("")
    page = SOPS if system else HOME
    return drawn(picture, library, address, page)


def address(kind: str, name: str) -> str:
    """Where a box of a tree leads: `trigger` and `home-feed-ranking/slow-ranking`."""
    sop, _, trigger = name.partition("/")
    if kind == "trigger":
        return link(sop_page(sop), kind, trigger)
    if kind == "sop":
        return link(sop_page(sop))
    if kind == "system" and name:
        return link(SOPS, kind, name)
    return link(HOME, kind, name) if name else link(SOPS)


def _procedures(dossiers: Sequence[Dossier], system: str | None) -> list[Procedure]:
    """The SOPs with their systems, where these are not in the title of the figure."""
    return [procedure_of(d, "" if system else title_case(d.sop.system)) for d in dossiers]


def _systems(dossiers: Sequence[Dossier]) -> Figure:
    sops: dict[str, list[Sop]] = {}
    for dossier in dossiers:
        sops.setdefault(dossier.sop.system, []).append(dossier.sop)
    return system_tree(
        "From symptom to system",
        SYMPTOMS,
        [System(name, title_case(name), found) for name, found in sops.items()],
    )
