"""Links: every one inside the built handbook leads to a page and to a place on it."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.sites import Project

_HREF = re.compile(r'<a\b[^>]*\s(?:xlink:)?href="([^"]*)"')
_ID = re.compile(r'\sid="([^"]+)"')


def read(site: Path) -> dict[str, str]:
    """Each page of a site by its address, seen from the site's root."""
    return {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in site.rglob("*.html")
        if path.name != "404.html"
    }


def broken(site: Path) -> list[str]:
    """Every link that leads to no page, or to no place on it."""
    pages = read(site)
    places = {
        address: {html.unescape(i) for i in _ID.findall(text)} for address, text in pages.items()
    }
    wrong = []
    for address, text in pages.items():
        for href in {html.unescape(href) for href in _HREF.findall(text)}:
            if urlsplit(href).scheme or not href:
                continue
            target, place = urldefrag(urljoin(address, href))
            target = unquote(target)
            if target not in pages and not (site / target.lstrip("/")).is_file():
                wrong.append(f"{address}: {href} leads nowhere")
            elif (
                place and place not in ("__skip",) and unquote(place) not in places.get(target, ())
            ):
                wrong.append(f"{address}: {href} has no such place")
    return wrong


def test_no_link_of_the_handbook_is_broken(handbook: Project) -> None:
    """Every page of the site is walked, drawings included."""
    site = handbook.folder / "site"
    assert len(read(site)) > 50
    assert broken(site) == []


def test_a_broken_link_would_be_seen(tmp_path: Path) -> None:
    """The walk itself notices a missing page and a missing place."""
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/#x">1</a><a href="a/#y">2</a><a href="b/">3</a>'
    )
    (tmp_path / "a/index.html").write_text('<p id="x"></p>')
    assert sorted(broken(tmp_path)) == ["/: a/#y has no such place", "/: b/ leads nowhere"]


def test_every_id_of_a_page_is_there_once(handbook: Project) -> None:
    """An anchor leads to one place."""
    for address, text in read(handbook.folder / "site").items():
        ids = _ID.findall(text)
        assert len(ids) == len(set(ids)), (address, {i for i in ids if ids.count(i) > 1})
