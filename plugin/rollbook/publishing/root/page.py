"""A page at the root of the site: whole by itself, without the theme of any edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from rollbook.publishing.branch.ledger import Ledger
from rollbook.publishing.root.in_force import InForce
from rollbook.views.rendering import render


@dataclass(frozen=True, slots=True)
class Root:
    """What the root of the site is made from; `site` is its address, where that is known."""

    ledger: Ledger
    now: InForce | None
    site: str


def page_of(title: str, body: Markup, style: str = "") -> str:
    """A page that stays where it is."""
    return _page(title, body, style)


def leading(title: str, body: Markup, to: str, canonical: str, gone: str = "") -> str:
    """A page that goes on at once, unless its address names one of the anchors in `gone`."""
    return _page(title, body, to=to, canonical=canonical, gone=gone)


@cache
def asset(name: str) -> Markup:
    """A file of `assets/root/`, to stand in the page itself."""
    text = files("rollbook").joinpath("assets", "root", name).read_text("utf-8")
    return Markup(text.strip())


def up(path: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * path.count("/")


def _page(
    title: str, body: Markup, style: str = "", to: str = "", canonical: str = "", gone: str = ""
) -> str:
    return render(
        "root/page",
        title=title,
        body=body,
        styles=asset("page.css") + (asset(style) if style else ""),
        script=asset("leading.js"),
        to=to,
        canonical=canonical,
        gone=gone,
    )
