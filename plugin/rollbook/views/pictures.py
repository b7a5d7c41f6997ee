"""The pictures of an SOP: which there are, and what each is made from."""

from __future__ import annotations

from rollbook.diagrams import Names, Picture, component_map, flowchart
from rollbook.model.component import Component
from rollbook.model.restoring import needed, restored
from rollbook.views.dossier import Dossier


def flow_picture(dossier: Dossier) -> Picture:
    """The steps in the lanes of their roles."""
    d = dossier
    figure = flowchart(d.sop, d.flow, d.phases, d.numbers, names_of(d))
    return Picture("flow", figure, "lanes")


def components_picture(dossier: Dossier) -> Picture:
    """What goes back in which order, and what feels it."""
    d = dossier
    figure = component_map(d.sop, concerned(d), d.waves, d.downstream)
    return Picture("components", figure, "map")


def names_of(dossier: Dossier) -> Names:
    """How the things that the SOP names are called in drawings."""
    return Names(dossier.team, dossier.metrics.__getitem__, dossier.fill)


def concerned(dossier: Dossier) -> dict[str, Component]:
    """What goes back, what that depends on, and what depends on it."""
    names = set(dossier.downstream)
    for name in restored(dossier.sop):
        names |= {name, *needed(name, dossier.components)}
    return {name: part for name, part in dossier.components.items() if name in names}
