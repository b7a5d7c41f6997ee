"""What a reader sees of a built site: its navigation, and the text of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_NAVIGATION = re.compile(
    r'<nav class="md-nav md-nav--primary.*?<div class="md-sidebar md-sidebar--secondary'  # Material
    r'|<ul class="nav navbar-nav">.*?<ul class="nav navbar-nav ms-md-auto">',  # MkDocs' own
    re.DOTALL,
)
_CONTENT = re.compile(r'<(article|div)[^>]*(?:md-content__inner|role="main").*?</\1>', re.DOTALL)


def outline(site: Path) -> list[str]:
    """The titles of the navigation, two spaces in front of each for every section it is in.

    The page that is shown where there is none has all of it and no contents of its own.
    """
    found = _NAVIGATION.search((site / "404.html").read_text("utf-8"))
    assert found
    return list(_Titles().of(found[0]))


def content(page: str) -> str:
    """The part of a page that its author wrote, without the theme's."""
    found = _CONTENT.search(page)
    assert found
    return found[0]


class _Titles(HTMLParser):
    """Each title of a navigation with how deep it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []
        self._depth = 0
        self._inside = False

    def of(self, html: str) -> Iterator[str]:
        self.feed(html)
        for depth, title in self._lines:
            yield "  " * (depth - 1) + " ".join(title.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        self._depth += tag == "ul"
        if tag in ("a", "label") and re.search(r"md-nav__link|nav-link|dropdown-item", classes):
            self._lines.append((self._depth, ""))
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "ul"
        if tag in ("a", "label"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            depth, title = self._lines[-1]
            self._lines[-1] = depth, title + data
