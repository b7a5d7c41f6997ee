"""Links of blocks: `rollbook:PATH#ANCHOR`, made to work from the page that they are on."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from rollbook.views.addresses import SCHEME

# Each begins with letters, which are found several times faster than a class of characters.
_LINK = re.compile(rf'(href|src)="(?:\./)?{SCHEME}([^"#]*)')
_ANCHOR = re.compile(r' id="([^"]+)"')
_PROBLEM = re.compile(r'data-rollbook-problem="([^"]*)"')


def resolved(page: str, address: Callable[[str], str]) -> str:
    """Rewrite every link of a page; `address` gives a path's URL as seen from that page."""
    known: dict[str, str] = {}

    def rewritten(link: re.Match[str]) -> str:
        what, path = link.groups()
        if path not in known:
            known[path] = html.escape(address(path))
        return f'{what}="{known[path]}'

    return _LINK.sub(rewritten, page)


def anchors(page: str) -> set[str]:
    """Every anchor of a page."""
    return {html.unescape(name) for name in _ANCHOR.findall(page)}


def problems(page: str) -> list[str]:
    """What is wrong with the blocks of a page, in words."""
    return [html.unescape(words) for words in _PROBLEM.findall(page)]
