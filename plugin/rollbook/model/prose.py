"""Prose: Markdown without headings and raw HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_UNDERLINED = re.compile(r"[=-][ \t]*(?:[\r\n]|\Z)")
"""The end of a line that may make the one above it a heading."""

_MARKED = re.compile(r"[^\w ,;:\"'/.?!()${}-]|^\s*(?:-|\d+[.)])\s|_")
"""What Markdown may act on; a text without any of it is as it is written."""


def forbidden_markup(text: str) -> str:
    """Say what is in a text that prose may not hold, or nothing where it is prose.

    What counts as a heading and as raw HTML is CommonMark's word, so that code spans and
    autolinks are neither.
    """
    if not ("<" in text or "#" in text or ("\n" in text and _UNDERLINED.search(text))):
        return ""
    for token in _commonmark().parse(text):
        if token.type == "heading_open":
            return "a heading: this text is a part of a page that has its own headings"
        if html := _raw_html(token):
            return f"raw HTML, {html[:40].strip()!r}: put code into `backticks`"
    return ""


@cache
def _commonmark() -> MarkdownIt:
    """The parser, which most SOPs do not need, and which takes a while to start."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _raw_html(token: Token) -> str:
    if token.type == "html_block":
        return token.content
    return next((part.content for part in token.children or () if part.type == "html_inline"), "")


def plain(text: str) -> str:
    """How prose reads without its markup, in one line."""
    if not _MARKED.search(text):
        return text
    inline = (token for token in _commonmark().parse(text) if token.type == "inline")
    return " ".join("".join(map(_read, token.children or ())) for token in inline)


def _read(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content
