"""The first page of the site: it leads to the edition in force."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.root.page import Root, leading, page_of
from rollbook.views.rendering import render
from rollbook.views.report import visible

HOME = "index.html"


def home_page(root: Root) -> Iterator[tuple[str, str]]:
    """The page that is asked for by the address of the site."""
    if root.now is None:
        yield HOME, page_of("No edition is in force", render("root/none_in_force"))
        return
    title, to = visible(root.now.manifest.title), f"{root.now.at}/"
    canonical = f"{root.site}{to}" if root.site else ""
    yield HOME, leading(title, render("root/home", title=title, to=to), to, canonical)
