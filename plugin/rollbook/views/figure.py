"""A figure on a page: a picture in its wide and its narrow form."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.diagrams import MOST_LINES, Href, Picture, TimePicture
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.files import files, prepare
from rollbook.views.library import Library
from rollbook.views.rendering import render


@dataclass(frozen=True, slots=True)
class Tool:
    """A button above a figure, for who runs scripts; a `switch` can be on."""

    icon: str
    name: str
    switch: bool = False


TOOLS = (
    Tool("wide-form", "Wide form", True),
    Tool("zoom-out", "Zoom out"),
    Tool("zoom-in", "Zoom in"),
    Tool("fit", "Fit"),
    Tool("full-screen", "Full screen", True),
)


def figure(
    dossier: Dossier,
    picture: Picture | TimePicture,
    legend: Markup | None = None,
    page: str | None = None,
    offered: Picture | None = None,
) -> Markup:
    """A picture of an SOP, whose boxes lead to their places on its page.

    Its files stand beside that page, or another `page` that it is on; `offered` is a picture whose
    files are offered instead.
    """
    own = sop_page(dossier.id)

    def href(kind: str, name: str) -> str:
        return link(own, kind, name)

    return drawn(picture, dossier, href, page or own, legend, offered)


def drawn(
    picture: Picture | TimePicture,
    kept: Dossier | Library,
    href: Href,
    page: str,
    legend: Markup | None = None,
    offered: Picture | None = None,
) -> Markup:
    """A picture whose boxes lead to the addresses that `href` gives them.

    One that is too large is not drawn; the page says so, and tells the same in words and tables.
    """
    if picture.size > MOST_LINES:
        return too_large(picture)
    wide, narrow = picture.svgs(href, kept.store)
    to_download = offered or picture
    has_files = kept.downloads and to_download.size <= MOST_LINES
    if kept.downloads:
        prepare(picture, kept.store)
    return render(
        "figure",
        title=picture.title,
        tools=TOOLS,
        wide=Markup(wide),
        narrow=Markup(narrow),
        legend=legend,
        files=files(page, to_download.name) if has_files else [],
    )


def too_large(picture: Picture | TimePicture) -> Markup:
    """What stands in the place of a picture that is not drawn."""
    return render("not_drawn", title=picture.title, size=f"{picture.size:,}", most=MOST_LINES)
