"""Permanent addresses: each leads to the edition in force, or says what has become of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from rollbook.model.value import ID_FORM
from rollbook.publishing.known import Known, KnownSop
from rollbook.publishing.ledger import Ledger
from rollbook.publishing.root.in_force import InForce, has_pages, last_page
from rollbook.views.addresses import anchor, run_page, sop_page, trigger_page, url
from rollbook.views.rendering import render
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Root:
    """What the root of the site is made from."""

    ledger: Ledger
    now: InForce | None
    site: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A thing that the edition in force lacks; `last` is where it can still be read."""

    kind: str
    name: str
    anchor: str
    edition: str
    last: str


def permanent_pages(root: Root, known: Known) -> Iterator[tuple[str, str]]:
    """The page at each address that any edition ever gave to an SOP or a trigger."""
    for sop, about in known.sops.items():
        if is_id(sop):
            there = root.now is not None and root.now.sop(sop) is not None
            for path, act in ((sop_page(sop), False), (run_page(sop), True)):
                page = f"{url(path)}index.html"
                yield (
                    page,
                    _sop(root, page, sop, about, act) if there else _no_sop(root, page, sop, about),
                )
            for trigger in filter(is_id, about.triggers):
                page = trigger_page(sop, trigger)
                yield page, _trigger(root, page, sop, about, trigger)


def is_id(name: str) -> bool:
    """Whether this can be a part of an address: what stands on a branch may be anything."""
    return re.fullmatch(ID_FORM, name) is not None


def page_of(
    title: str, body: Markup, style: str = "", *, to: str = "", canonical: str = "", gone: str = ""
) -> str:
    """A whole page that needs nothing else; one with `to` goes there at once.

    It stays where its address names one of the anchors in `gone`.
    """
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


@cache
def asset(name: str) -> Markup:
    """A file of `assets/root/`, to stand in the page itself."""
    text = files("rollbook").joinpath("assets", "root", name).read_text("utf-8")
    return Markup(text.strip())


def up(page: str) -> str:
    """The way from a page to the root of the site."""
    return "../" * page.count("/")


def _sop(root: Root, page: str, sop: str, about: KnownSop, act: bool) -> str:
    assert root.now is not None
    there = root.now.act(sop) if act else root.now.read(sop)
    gone = list(_gone(root, page, sop, about))
    body = render(
        "root/leading", title=about.title, to=up(page) + there, act=act, gone=gone, up=up(page)
    )
    return _leading(root, page, about.title, there, body, " ".join(one.anchor for one in gone))


def _leading(root: Root, page: str, title: str, there: str, body: Markup, gone: str = "") -> str:
    canonical = f"{root.site}{there.partition('#')[0]}" if root.site else ""
    return page_of(title, body, to=up(page) + there, canonical=canonical, gone=gone)


def _gone(root: Root, page: str, sop: str, about: KnownSop) -> Iterator[Gone]:
    """The triggers and steps that an SOP once had."""
    has = root.now.sop(sop) if root.now else None
    assert has is not None
    triggers = {name: trigger.edition for name, trigger in about.triggers.items()}
    for kind, known, there in (
        ("trigger", triggers, has.triggers),
        ("step", about.steps, has.steps),
    ):
        for name, edition in known.items():
            if is_id(name) and name not in there:
                yield _one_gone(root, page, sop, kind, name, edition)


def _one_gone(root: Root, page: str, sop: str, kind: str, name: str, edition: str) -> Gone:
    place = anchor(kind, name) if name else ""
    there = last_page(root.now, edition, sop, name if kind == "trigger" else "")
    last = up(page) + there + (f"#{place}" if kind == "step" else "")
    return Gone(
        kind, title_case(name), place, edition, last if has_pages(root.ledger, edition) else ""
    )


def _no_sop(root: Root, page: str, sop: str, about: KnownSop) -> str:
    gone = _one_gone(root, page, sop, "SOP", "", about.edition)
    return _notice(root, page, about.title, gone, {})


def _trigger(root: Root, page: str, sop: str, about: KnownSop, trigger: str) -> str:
    known = about.triggers[trigger]
    there = root.now.trigger(sop, trigger) if root.now else ""
    if root.now and there:
        act = there.partition("#")[0] != root.now.read(sop)
        to = up(page) + there
        body = render("root/leading", title=known.name, to=to, act=act, gone=[], up=up(page))
        return _leading(root, page, f"{known.name}: {about.title}", there, body)
    gone = _one_gone(root, page, sop, "trigger", trigger, known.edition)
    links = {}
    if root.now and root.now.sop(sop):
        links = {"act": up(page) + root.now.act(sop), "read": up(page) + root.now.read(sop)}
    return _notice(root, page, f"{known.name}: {about.title}", gone, links)


def _notice(root: Root, page: str, title: str, gone: Gone, links: Mapping[str, Any]) -> str:
    """The page of a thing that is gone."""
    home = f"{up(page)}{root.now.at}/" if root.now else ""
    values = {"act": "", "read": "", **links, "home": home, "up": up(page)}
    return page_of(title, render("root/gone", title=title, gone=gone, **values))
