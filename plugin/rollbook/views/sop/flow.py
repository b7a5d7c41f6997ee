"""The flow of an SOP as a drawing."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.diagrams import flow_svg, flow_svg_narrow
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render


def flow(dossier: Dossier) -> Markup:
    """The flow in swimlanes, and in one column for where there is little room."""

    def href(kind: str, name: str) -> str:
        return link(sop_page(dossier.id), kind, name)

    given = (
        dossier.sop,
        dossier.flow,
        dossier.phases,
        dossier.numbers,
        dossier.team,
        dossier.fill,
        href,
    )
    return render("sop/flow", wide=Markup(flow_svg(*given)), narrow=Markup(flow_svg_narrow(*given)))
