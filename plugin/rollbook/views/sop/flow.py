"""The flow of an SOP as a drawing."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.dossier import Dossier
from rollbook.views.figure import figure
from rollbook.views.pictures import flow_picture
from rollbook.views.rendering import render


def flow(dossier: Dossier) -> Markup:
    """The flow in swimlanes, and in one column for where there is little room."""
    return figure(dossier, flow_picture(dossier), render("legend"))
