"""A figure on a page: a picture in its wide and its narrow form."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.diagrams import Picture
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render


def figure(dossier: Dossier, picture: Picture, legend: Markup | None = None) -> Markup:
    """A picture of an SOP, whose boxes lead to their places on its page."""

    def href(kind: str, name: str) -> str:
        return link(sop_page(dossier.id), kind, name)

    wide, narrow = picture.svgs(href, dossier.store)
    return render("figure", wide=Markup(wide), narrow=Markup(narrow), legend=legend)
