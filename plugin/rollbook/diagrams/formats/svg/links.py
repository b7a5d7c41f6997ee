"""Links of drawings, written without a page: one kept drawing serves every page and file."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

Href = Callable[[str, str], str]
"""The address of a thing, from its kind and name."""

_NEUTRAL = re.compile(r'xlink:href="rb:([^:"]*):([^"]*)"')


def neutral(kind: str, name: str) -> str:
    """What stands for the address of a thing until a page says where it is."""
    return f"rb:{kind}:{name}"


def addressed(svg: str, href: Href) -> str:
    """A drawing whose links lead to the addresses that `href` gives."""
    return _NEUTRAL.sub(
        lambda link: f'xlink:href="{escape(href(unescape(link[1]), unescape(link[2])))}"', svg
    )
