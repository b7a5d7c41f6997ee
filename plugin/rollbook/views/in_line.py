"""Blocks of prose as lines: what a paragraph, a link or a summary may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

_TAG = re.compile(r'(</?([a-z0-9]++)(?:[^<>"]|"[^"]*")*+>)')
_BLOCKS = {
    *("p", "blockquote", "pre", "hr", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_START = re.compile(r'start="(\d+)"')

# No text has these characters: the loader refuses them, and so does HTML.
_BREAK, _CELL, _SIGN = "\x00", "\x01", "\x02"
# Each begins where a run of blanks does: from within one, its end would be looked for again.
_BREAKS = re.compile(r"(?<![\s\x00\x01])[\s\x00\x01]*\x00[\s\x00\x01]*")
_CELLS = re.compile(r"(?<!\s)\s*\x01\s*")
_SIGNED = re.compile(r"\x02[\s\x00\x01]*")


def in_line(html: str) -> Markup:
    """HTML as `prose` makes it, without blocks.

    Each block begins a line; the items of a list have their signs before them, and the cells of a
    table a bar between them.
    """
    parts = _TAG.split(html)
    if _BLOCKS.isdisjoint(parts[2::3]):
        return Markup(html)
    marked = _SIGNED.sub("", "".join(_marked(parts))).strip(f"{_BREAK}{_CELL} \n")
    return Markup(_CELLS.sub(" | ", _BREAKS.sub("<br>\n", marked)))


def _marked(parts: list[str]) -> Iterator[str]:
    """Texts, the tags that may stand in a line, and marks in the place of the others."""
    lists: list[int | None] = []
    code = False
    for text, tag, name in zip(parts[::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True):
        yield text.strip("\n").replace("\n", _BREAK) if code else text
        opens = not tag.startswith("</")
        if name == "pre":
            code = opens
        if name in ("ul", "ol"):
            lists = [*lists, _first(tag, name)] if opens else lists[:-1]
        if name == "li" and opens:
            yield f"{_BREAK}{_sign(lists)}{_SIGN}"
        elif name in ("td", "th"):
            yield _CELL if opens else ""
        else:
            yield _BREAK if name in _BLOCKS else tag


def _first(tag: str, name: str) -> int | None:
    """The number with which a list begins, if it has numbers."""
    start = _START.search(tag)
    return None if name == "ul" else int(start[1]) if start else 1


def _sign(lists: list[int | None]) -> str:
    """What stands before an item; the next one of a numbered list has the next number."""
    number = lists[-1] if lists else None
    if number is None:
        return "• "
    lists[-1] = number + 1
    return f"{number}. "
