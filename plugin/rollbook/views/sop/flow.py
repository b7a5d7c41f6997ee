"""The flow of an SOP as a drawing, or in parts where it is long."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.figure import figure
from rollbook.views.pictures import flow_picture, long, overview_picture, phase_pictures
from rollbook.views.rendering import render
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Part:
    """A phase of a long flow, under a heading of its own."""

    anchor: str
    title: str
    figure: Markup


def flow(dossier: Dossier) -> Markup:
    """The flow in swimlanes, and in one column for where there is little room.

    A long one has an overview, and a figure for each phase.
    """
    if not long(dossier):
        return render("sop/flow", whole=figure(dossier, flow_picture(dossier), _legend()), parts=())
    parts = [
        Part(anchor("phase", phase), title_case(phase), figure(dossier, picture))
        for phase, picture in phase_pictures(dossier)
    ]
    whole = figure(dossier, overview_picture(dossier), _legend(), offered=flow_picture(dossier))
    return render("sop/flow", whole=whole, parts=parts)


def _legend() -> Markup:
    return render("legend")
