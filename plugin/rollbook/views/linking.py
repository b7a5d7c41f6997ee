"""Links of blocks, made to work from the page that they are on; and what is wrong with blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from rollbook.views.marks import PROBLEM, SCHEME

# Each begins with letters, which are found several times faster than a class of characters.
_LINK = re.compile(rf'(href|src)="{SCHEME}([^"#]*)')
_PROBLEM = re.compile(rf' {PROBLEM}="([^"]*)"')
_ANCHOR = re.compile(r'<[a-z][a-z0-9-]*(?: [^\s<>="]+(?:="[^"]*")?)*? id="([^"]+)"')
"""The first tag of an element that has an anchor: in a text, `<` is always escaped."""


def resolved(page: str, address: Callable[[str], str]) -> str:
    """Rewrite every link of a page; `address` gives a path's URL as seen from that page.

    The marks of mistaken blocks go: `problems` has to be asked before.
    """
    known: dict[str, str] = {}

    def rewritten(link: re.Match[str]) -> str:
        what, path = link.groups()
        if path not in known:
            known[path] = html.escape(address(path))
        return f'{what}="{known[path]}'

    return _LINK.sub(rewritten, _PROBLEM.sub("", page))


def anchors(page: str) -> set[str]:
    """Every anchor of a page."""
    return {html.unescape(name) for name in _ANCHOR.findall(page)}


def problems(page: str) -> list[str]:
    """What is wrong with the blocks of a page, in words."""
    return [html.unescape(words) for words in _PROBLEM.findall(page)]
