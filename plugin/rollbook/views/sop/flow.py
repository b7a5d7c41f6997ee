"""The flow of an SOP as a drawing."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.diagrams import Names, flow_svgs
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render


def flow(dossier: Dossier) -> Markup:
    """The flow in swimlanes, and in one column for where there is little room."""

    def href(kind: str, name: str) -> str:
        return link(sop_page(dossier.id), kind, name)

    d = dossier
    names = Names(d.team, d.metrics.__getitem__, d.fill)
    wide, narrow = flow_svgs(d.sop, d.flow, d.phases, d.numbers, names, href)
    return render("sop/flow", wide=Markup(wide), narrow=Markup(narrow))
